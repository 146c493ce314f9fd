/**
 * Tells which clicks count. The second click of a double-click is meant for what the first one pressed: where that has
 * gone, another button may be under the pointer by now.
 */
export function createClickJudge<Control extends object>() {
  // SECURITY: weakly, or it would keep the page alive that it was on, with the key that was shown there.
  let pressed: WeakRef<Control> | null = null
  /** `detail`: which click of a series it is, as of a `click` event. `control`: what is under the pointer. */
  return (detail: number, control: Control | null): boolean => {
    const counts = detail < 2 || (control !== null && control === pressed?.deref())
    if (detail < 2) pressed = control === null ? null : new WeakRef(control)
    return counts
  }
}

/** Has a page ignore the clicks of a series that are not for what the first one pressed. */
export function ignoreStrayClicks(page: Document) {
  const counts = createClickJudge<Element>()
  page.addEventListener(
    'click',
    event => {
      const { target, detail } = event
      const control = target instanceof Element ? target.closest('button, input, select, a') : null
      if (counts(detail, control)) return
      event.preventDefault()
      event.stopPropagation()
    },
    true,
  )
}
