import { chromium } from 'playwright'
import { eventually } from '../world/eventually.ts'
import type { Program } from './program.ts'

interface Target {
  readonly id: string
  readonly type: string
  readonly title: string
}

/** The pages of a program that was started inspectable, seen without attaching to them. */
export async function openPages(program: Program): Promise<readonly Target[]> {
  const response = await fetch(new URL('/json/list', addressOf(program)))
  const targets = (await response.json()) as readonly Target[]
  return targets.filter(({ type }) => type === 'page')
}

/** Waits for the one page, with its title read. */
export const pageOpens = (program: Program): Promise<Target> =>
  eventually('a page', async () =>
    (await openPages(program)).find(({ title }) => title === 'Latchkey' || title === 'Bare'),
  )

/** When the page first painted something: milliseconds since 1970. Attaches only after it has. */
export async function firstPaint(program: Program): Promise<number> {
  await pageOpens(program)
  const browser = await chromium.connectOverCDP(program.pages())
  try {
    const page = await eventually('the page', () => browser.contexts().flatMap(each => each.pages())[0])
    return await eventually('a first paint', () =>
      page.evaluate(() => {
        const [paint] = performance.getEntriesByName('first-contentful-paint')
        return paint === undefined ? null : performance.timeOrigin + paint.startTime
      }),
    )
  } finally {
    await browser.close()
  }
}

const addressOf = (program: Program): string => program.pages().replace(/^ws:/, 'http:')
