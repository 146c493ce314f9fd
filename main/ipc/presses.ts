import type { InputEvent, WebContents } from 'electron'
import type { Clock } from '../clock.ts'

interface Options {
  readonly clock: Pick<Clock, 'now'>
  /** Whether programs may press buttons for the person, which is no input to the window. */
  readonly assisted: () => boolean
  /** Whether a press counts now. */
  readonly counts?: () => boolean
}

export type Presses = ReturnType<typeof hearPresses>

const GOOD_FOR_MS = 1_000
const MOST_TOLD = 5
const TOLD_WITHIN_MS = 10_000

/**
 * The person's presses in a window. SECURITY: what the page says about itself counts for nothing. A press is input that
 * came from the system through this process; the preload script is believed only if assistive programs may run, and not
 * too often.
 */
export function hearPresses(
  contents: Pick<WebContents, 'on'>,
  { clock, assisted, counts = () => true }: Options,
) {
  let pressedAt = -Infinity
  let told: readonly number[] = []

  contents.on('input-event', (_event, input) => {
    if (isPress(input) && counts()) pressedAt = clock.now()
  })

  function isToldSeldom(): boolean {
    const now = clock.now()
    told = told.filter(at => now - at < TOLD_WITHIN_MS)
    if (told.length >= MOST_TOLD) return false
    told = [...told, now]
    return true
  }

  return {
    /** Uses up a press of the last second; false if there was none, or another command has used it. */
    take(toldByPreload: boolean): boolean {
      const seen = clock.now() - pressedAt <= GOOD_FOR_MS
      pressedAt = -Infinity
      return seen || (toldByPreload && counts() && assisted() && isToldSeldom())
    },
  }
}

/** The end of a click or a tap; a key going down, or Space coming up, since that is when it presses a button. */
function isPress(input: InputEvent): boolean {
  // `key` exists at run time, but not in the types.
  const { type, modifiers = [], key } = input as InputEvent & { readonly key?: string }
  if (type === 'mouseUp' || type === 'gestureTap') return true
  if (key === ' ') return type === 'keyUp'
  return (type === 'rawKeyDown' || type === 'keyDown') && !modifiers.includes('isautorepeat')
}
