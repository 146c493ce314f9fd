/**
 * Runs in the page. Texts whose contrast with what is behind them is less than `least` : 1 (the code: 7 : 1), controls
 * that are smaller than 24 × 24 pixels and nearer to another than WCAG 2.2 lets them be (2.5.8), and controls whose name
 * repeats their description.
 */
export function unreadable(least: number): readonly string[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number]
  const found: string[] = []
  // Colours are measured as they stay.
  for (const each of document.getAnimations()) if (each instanceof CSSTransition) each.finish()
  const brush = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
  const colours = new Map<string, Colour>()
  const read = (css: string): Colour => {
    const known = colours.get(css)
    if (known !== undefined) return known
    brush.clearRect(0, 0, 1, 1)
    brush.fillStyle = css
    brush.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = brush.getImageData(0, 0, 1, 1).data
    const colour: Colour = [red, green, blue, alpha / 255]
    colours.set(css, colour)
    return colour
  }
  const over = ([r, g, b, alpha]: Colour, [r2, g2, b2]: Colour): Colour => {
    const mix = (front: number, back: number) => front * alpha + back * (1 - alpha)
    return [mix(r, r2), mix(g, g2), mix(b, b2), 1]
  }
  const behind = (element: Element | null): Colour => {
    if (element === null) return read('Canvas')
    const own = read(getComputedStyle(element).backgroundColor)
    // What is in the top layer has the page behind it, and that is dimmed.
    return own[3] === 1 ? own : over(own, behind(element.parentElement))
  }
  const luminance = (colour: Colour): number => {
    const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map(value => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const contrast = (one: Colour, other: Colour): number => {
    const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number]
    return (light + 0.05) / (dark + 0.05)
  }

  const dialog = document.querySelector('dialog[open]')
  const shown = dialog ?? document.body
  const isSeen = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    element.closest('.visually-hidden') === null

  const judge = (element: Element, said: string, css: string) => {
    const back = behind(element)
    const reached = contrast(over(read(css), back), back)
    const wanted = element.closest('.code') === null ? least : 7
    if (reached < wanted) found.push(`“${said}” has ${reached.toFixed(2)} : 1 of ${wanted} : 1`)
  }
  const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT)
  while (texts.nextNode()) {
    const said = texts.currentNode.textContent?.trim() ?? ''
    const element = texts.currentNode.parentElement
    if (said === '' || element === null || element.tagName === 'OPTION' || !isSeen(element)) continue
    judge(element, said, getComputedStyle(element).color)
  }
  for (const field of shown.querySelectorAll('input, select')) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || !isSeen(field)) continue
    const isEmpty = field instanceof HTMLInputElement && field.value === ''
    const said = isEmpty ? field.placeholder : field.value
    if (said !== '') judge(field, said, getComputedStyle(field, isEmpty ? '::placeholder' : null).color)
  }

  const LEAST = 24
  const controls = [...shown.querySelectorAll('button, a[href], input, select, summary')].filter(control =>
    control.checkVisibility({ visibilityProperty: true }),
  )
  const nameOf = (control: Element): string =>
    control.getAttribute('aria-label') ?? control.textContent?.trim() ?? control.tagName
  const takes = (control: Element, x: number, y: number): boolean => {
    const hit = document.elementFromPoint(x, y)
    return hit !== null && (control.contains(hit) || hit.closest('label')?.control === control)
  }
  const centreOf = (control: Element): readonly [number, number] => {
    const { x, y, width, height } = control.getBoundingClientRect()
    return [x + width / 2, y + height / 2]
  }
  const root = document.scrollingElement ?? document.documentElement
  const before = root.scrollTop
  for (const control of controls) {
    control.scrollIntoView({ block: 'center' })
    const [x, y] = centreOf(control)
    const reach = LEAST / 2 - 0.5
    const isLarge = [
      [x - reach, y],
      [x + reach, y],
      [x, y - reach],
      [x, y + reach],
    ].every(([across = 0, down = 0]) => takes(control, across, down))
    const isApart = controls.every(other => {
      if (other === control) return true
      const box = other.getBoundingClientRect()
      const gap = Math.hypot(
        Math.max(box.left - x, 0, x - box.right),
        Math.max(box.top - y, 0, y - box.bottom),
      )
      const [otherX, otherY] = centreOf(other)
      return gap >= LEAST / 2 && Math.hypot(otherX - x, otherY - y) >= LEAST
    })
    if (!isLarge && !isApart) found.push(`“${nameOf(control)}” is smaller than ${LEAST} × ${LEAST} px`)
    const descriptions = [
      control.getAttribute('aria-description'),
      control.hasAttribute('aria-label') || control.textContent?.trim()
        ? control.getAttribute('title')
        : null,
      ...(control.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map(id => (id === '' ? null : (document.getElementById(id)?.textContent ?? null))),
    ]
    const labelled = (control.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map(id => document.getElementById(id)?.textContent ?? '')
      .join(' ')
    const name = labelled.trim() === '' ? nameOf(control) : labelled
    for (const description of descriptions)
      if (description?.trim() && name !== description && name.includes(description.trim()))
        found.push(`the name of “${name}” has its description in it`)
  }
  root.scrollTop = before
  return found
}
