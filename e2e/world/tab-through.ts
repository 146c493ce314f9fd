import type { Page } from 'playwright'
import { PNG } from 'pngjs'

/** Of the ring around what has the focus (WCAG 2.2, 1.4.11 and 2.4.7). */
const LEAST_CONTRAST = 3

/**
 * Goes through the page with Tab alone, from what has the focus on. Says what is not reached, what is not reached in the
 * order in which it is read, what lies under something else when it has the focus (2.4.11), and around what no ring is
 * seen; empty if all is well. At the end nothing has the focus.
 */
export async function tabThrough(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  const reached: string[] = []
  const wanted = await page.evaluate(prepare)
  for (;;) {
    await page.keyboard.press('Tab')
    const now = await page.evaluate(focused)
    if (now === null || reached.includes(now.name)) break
    reached.push(now.name)
    if (!now.inSight) found.push(`covered while it has the focus: ${now.name}`)
    const clip = now.around
    const look = async () => PNG.sync.read(await page.screenshot({ clip, animations: 'disabled' }))
    const after = await look()
    // Tab goes on from there.
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    if (changedPixels(await look(), after) < now.perimeter) found.push(`no ring: ${now.name}`)
  }
  const first = wanted.indexOf(reached[0] ?? '')
  const order = [...wanted.slice(first), ...wanted.slice(0, first)]
  if (JSON.stringify(order) !== JSON.stringify(reached))
    found.push(`Tab goes to ${reached.join(' | ')}; there are ${order.join(' | ')}`)
  return found
}

/** How many pixels differ so much that it is seen. */
function changedPixels(before: PNG, after: PNG): number {
  let count = 0
  for (let at = 0; at < before.data.length; at += 4) {
    const [one, other] = [luminance(before.data, at), luminance(after.data, at)]
    if ((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) >= LEAST_CONTRAST) count += 1
  }
  return count
}

const channels = Array.from({ length: 256 }, (_none, value) =>
  value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
)

const luminance = (data: Buffer, at: number): number =>
  0.2126 * channels[data[at]!]! + 0.7152 * channels[data[at + 1]!]! + 0.0722 * channels[data[at + 2]!]!

/** Runs in the page: gives each control a number, and says which Tab is to reach. */
function prepare(): readonly string[] {
  const root = document.querySelector('dialog[open]') ?? document.body
  const controls = [
    ...root.querySelectorAll<HTMLElement>('button, a[href], input, select, summary, [tabindex]'),
  ]
  const tabbed = controls.filter(
    control =>
      control.tabIndex >= 0 &&
      !control.matches(':disabled') &&
      control.checkVisibility({ visibilityProperty: true }) &&
      // Of a group only what is chosen.
      !(control instanceof HTMLInputElement && control.type === 'radio' && !control.checked),
  )
  return tabbed.map((control, index) => {
    const said = control.getAttribute('aria-label') ?? control.textContent?.trim() ?? ''
    const name = `${index} ${control.tagName.toLowerCase()} ${said}`.trim()
    Object.assign(control, { tabbedAs: name })
    return name
  })
}

/** Runs in the page: what has the focus; null if nothing has. */
function focused() {
  const element = document.activeElement
  if (!(element instanceof HTMLElement) || element === document.body || element.tabIndex < 0) return null
  const { tabbedAs: name = element.outerHTML.slice(0, 80) } = element as { tabbedAs?: string }
  const box = element.getBoundingClientRect()
  // What is drawn for it may be the whole row.
  const row = element.closest('li, label')?.getBoundingClientRect() ?? box
  const [left, top] = [Math.min(box.left, row.left), Math.min(box.top, row.top)]
  const [right, bottom] = [Math.max(box.right, row.right), Math.max(box.bottom, row.bottom)]
  const edge = 8
  const x = Math.max(0, left - edge)
  const y = Math.max(0, top - edge)
  const around = {
    x,
    y,
    width: Math.min(innerWidth, right + edge) - x,
    height: Math.min(innerHeight, bottom + edge) - y,
  }
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)
  const inSight =
    hit !== null &&
    (element.contains(hit) || hit.contains(element) || hit.closest('label')?.control === element)
  return { name, around, inSight, perimeter: 2 * (box.width + box.height) }
}
