import type { Page } from 'playwright'
import { untilStill } from './until-still.ts'

/** Text that is not wholly seen in the window as it is now, or that lies over other text; empty where all is well. */
export const cutOff = async (page: Page): Promise<readonly string[]> => {
  await untilStill(page)
  return page.evaluate(() => {
    interface Line {
      readonly text: string
      readonly left: number
      readonly right: number
      readonly top: number
      readonly bottom: number
    }
    const found: string[] = []
    const lines: Line[] = []
    const root = document.querySelector('dialog[open]') ?? document.body
    const name = ({ tagName, className }: Element) => `${tagName.toLowerCase()}.${String(className)}`

    const { scrollHeight, clientHeight } = document.scrollingElement ?? document.documentElement
    const scrolls = scrollHeight > clientHeight
    const floors = [...root.querySelectorAll('*')].filter(
      element => getComputedStyle(element).position === 'sticky',
    )

    // A dialog lies over all that it is in.
    const outOf = (element: Element) => (element === root ? null : element.parentElement)

    /** What is left of a line where a person scrolls; a complaint for each element that it does not fit. */
    function look(line: Line, parent: Element): Line {
      let { top, bottom } = line
      for (let around: Element | null = parent; around !== null; around = outOf(around)) {
        const { display, overflowX, overflowY } = getComputedStyle(around)
        if (display === 'inline') continue
        const box = around.getBoundingClientRect()
        if (line.left < box.left - 1 || line.right > box.right + 1)
          found.push(`wider than ${name(around)}: ${line.text}`)
        if (overflowX === 'hidden' && (top < box.top - 1 || bottom > box.bottom + 1))
          found.push(`higher than ${name(around)}: ${line.text}`)
        if (overflowY !== 'auto') continue
        top = Math.max(top, box.top)
        bottom = Math.min(bottom, box.bottom)
      }
      // What stays in sight covers what is scrolled behind it.
      for (const floor of floors) {
        const { top: edge } = floor.getBoundingClientRect()
        if (scrolls && !floor.contains(parent)) bottom = Math.min(bottom, edge)
      }
      return { ...line, top, bottom }
    }

    const nodes = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (nodes.nextNode()) {
      const { currentNode: node } = nodes
      const parent = node.parentElement
      if (parent === null || parent.closest('.visually-hidden') !== null) continue
      // What is seen only while it has the focus covers what it lies over then.
      if (!parent.checkVisibility({ opacityProperty: true })) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const { left, right, top, bottom, width } of range.getClientRects())
        if (width > 0)
          lines.push(look({ text: (node.textContent ?? '').trim(), left, right, top, bottom }, parent))
    }

    for (const [index, one] of lines.entries()) {
      if (one.left < 0 || one.right > innerWidth) found.push(`beyond the window: ${one.text}`)
      for (const other of lines.slice(index + 1)) {
        const width = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
        // Lines that follow each other touch.
        if (width > 1 && height > 5) found.push(`${one.text} lies over ${other.text}`)
      }
    }

    const pen = document.createElement('canvas').getContext('2d')
    for (const field of root.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
      const { font, paddingLeft, paddingRight } = getComputedStyle(field)
      if (pen === null) continue
      pen.font = font
      const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
      if (pen.measureText(field.placeholder).width > room)
        found.push(`longer than its field: ${field.placeholder}`)
    }
    return [...new Set(found)]
  })
}
