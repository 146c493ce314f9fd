/** Tells which presses count: those that began when an answer did. */
export function createPressJudge(isAnswerable: () => boolean) {
  let beganTooEarly = false
  return {
    /** A pointer or a key went down. */
    began: () => void (beganTooEarly = !isAnswerable()),
    /** It is up again, and has pressed what it could. */
    ended: () => void (beganTooEarly = false),
    counts: () => isAnswerable() && !beganTooEarly,
  }
}

/** Has a page ignore clicks that do not count. */
export function ignoreEarlyClicks(page: Document, isAnswerable: () => boolean) {
  const { began, ended, counts } = createPressJudge(isAnswerable)
  const capture = { capture: true }
  for (const event of ['pointerdown', 'keydown'] as const) page.addEventListener(event, began, capture)
  // The click comes after these.
  for (const event of ['pointerup', 'pointercancel', 'keyup'] as const)
    page.addEventListener(event, () => void setTimeout(ended), capture)
  page.addEventListener(
    'click',
    event => {
      if (counts()) return
      event.preventDefault()
      event.stopPropagation()
    },
    capture,
  )
}
