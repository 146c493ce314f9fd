import type { Page } from 'playwright'
import { untilStill } from './until-still.ts'

/** What a person cannot reach or read in the window as it is now; empty if all is well. */
export const outOfReach = async (page: Page): Promise<readonly string[]> => {
  await untilStill(page)
  return page.evaluate(() => {
    const found: string[] = []
    const name = (element: Element): string =>
      (element.textContent || element.getAttribute('aria-label')) ?? ''
    const isInside = ({ top, left, bottom, right }: DOMRect): boolean =>
      top >= -0.5 && left >= -0.5 && bottom <= innerHeight + 0.5 && right <= innerWidth + 0.5
    const root = document.scrollingElement ?? document.documentElement
    const dialog = document.querySelector('dialog[open]')

    root.scrollTo(0, 0)
    const primary = dialog === null ? document.querySelector('[data-primary]') : null
    if (primary !== null && innerHeight >= 288 && !isInside(primary.getBoundingClientRect()))
      found.push(`not in sight at once: ${name(primary)}`)
    if (root.scrollWidth > root.clientWidth) found.push('more than fits the width')
    for (const element of document.querySelectorAll('body *')) {
      const { left, right } = element.getBoundingClientRect()
      if (left < -0.5 || right > innerWidth + 0.5) found.push(`cut at the side: ${name(element)}`)
    }
    for (const control of (dialog ?? document).querySelectorAll('button, input, a')) {
      control.scrollIntoView({ block: 'nearest' })
      const box = control.getBoundingClientRect()
      if (!isInside(box)) found.push(`beyond the edge: ${name(control)}`)
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
      if (top === null || !(control.contains(top) || top.contains(control)))
        found.push(`covered: ${name(control)}`)
    }
    root.scrollTo(0, 0)
    return found
  })
}
