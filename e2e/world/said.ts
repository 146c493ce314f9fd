import type { Page } from 'playwright'

/** Everything that the page says: text, and what a screen reader or a pointer is told of it. */
export const saidInPage = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const said: string[] = [document.title]
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let text = ''
    while (nodes.nextNode()) text += `\n${nodes.currentNode.textContent ?? ''}`
    said.push(text)
    for (const element of document.querySelectorAll('body *')) {
      for (const name of [
        'aria-label',
        'aria-description',
        'aria-roledescription',
        'alt',
        'placeholder',
        'title',
      ])
        if (element.hasAttribute(name)) said.push(element.getAttribute(name) ?? '')
    }
    return said
  })

/** What has words, is outside the marks of the catalogue, and is none of the `data`; empty where all is well. */
export function unmarked(said: readonly string[], data: readonly string[]): readonly string[] {
  return said.flatMap(text =>
    withoutMarked(text)
      .split('\n')
      .map(line => line.replace(/[\u2066-\u2069]/g, '').replace(/^[.\s]+|[.\s]+$/g, ''))
      .filter(line => /\p{L}/u.test(line) && !data.includes(line)),
  )
}

/** A marked text may hold others. */
function withoutMarked(text: string): string {
  const outer = text.replace(/⟦[^⟦⟧]*⟧/g, '')
  return outer === text ? text : withoutMarked(outer)
}
