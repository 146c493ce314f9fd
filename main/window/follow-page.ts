import { type BrowserWindow, screen } from 'electron'
import { hearScreens } from './screen.ts'
import { broughtOnto } from './size.ts'

/** What a scale makes of a height, there and back. */
const ROUNDED = 4

/**
 * Makes a window as tall as its page, as far as the screen has room, and as long as nobody else chooses its height: the
 * person, or a desktop that lays windows side by side and would cut off what reaches beyond its place there. To be called
 * before the window is shown. The function that it returns says whether it was of another size.
 * @param resized called each time that it is made another size, also where it is for a screen that has changed
 */
export function followPage(window: BrowserWindow, resized: () => void): (height: number) => boolean {
  const pageHeight = () => window.getContentBounds().height
  // One of before may still be there, or come only now: a desktop may take a moment for each.
  const ours = [pageHeight()]
  let frame: number | undefined
  let wanted: number | undefined
  function fit(height: number): boolean {
    wanted = height
    const now = pageHeight()
    if (window.isMaximized() || !ours.some(one => Math.abs(one - now) <= ROUNDED)) return false
    const bounds = window.getBounds()
    frame ??= bounds.height - now
    const whole = { ...bounds, height: height + frame }
    const fitting = broughtOnto(screen.getDisplayMatching(bounds).workArea, whole) ?? whole
    if (fitting.height === bounds.height) return false
    window.setBounds(fitting)
    ours.push(fitting.height - frame)
    // Only now: until the desktop has answered, one of the two may be as it was.
    frame = window.getBounds().height - pageHeight()
    resized()
    return true
  }
  // Before it is brought onto them, which nobody could tell from a person who makes it smaller.
  hearScreens(window, () => {
    if (wanted !== undefined) fit(wanted)
  })
  return fit
}
