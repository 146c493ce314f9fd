import type { Page } from 'playwright'
import type { KeyId } from '../../common/ids.ts'
import { aKey, noKeys, signedIn, snapshotOf } from '../../common/samples.fake.ts'
import { draw } from '../world/draw.ts'
import { openWindow } from '../world/open-window.ts'
import { tabThrough } from '../world/tab-through.ts'
import { expect, type Parts, test } from '../world/test.ts'

/** As long as the name of a key can be. */
const LONG = 'A program of a very long name '.repeat(7).slice(0, 200)

const names = [LONG, ...Array.from({ length: 9 }, (_none, index) => `Program ${index}`)]
const idOf = (index: number) => `4e700000-0000-4000-8000-0000000000${index + 10}` as KeyId
const list = names.map((name, index) => aKey({ id: idOf(index), name }))

/** Half a window of 420 at 200 %, in CSS pixels. */
const NARROW = { width: 210, height: 320, deviceScaleFactor: 0, mobile: false }

/** How far the bar is from the top of the window, once the page is scrolled to its end; null if it has no end below. */
const afterScrolling = (page: Page) =>
  page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight)
    return scrollY > 100 ? document.querySelector('.bar')!.getBoundingClientRect().top : null
  })

/** Goes backwards through the page with Tab alone. Says what has the focus and lies under the bar. */
async function coveredGoingBack(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  await page.evaluate(() => {
    scrollTo(0, document.documentElement.scrollHeight)
    ;[...document.querySelectorAll<HTMLElement>('.page button')].at(-1)?.focus()
  })
  for (let isBar = false; !isBar;) {
    await page.keyboard.press('Shift+Tab')
    const now = await page.evaluate(() => {
      const element = document.activeElement!
      const bar = document.querySelector('.bar')!
      const isBar = bar.contains(element)
      const covered = !isBar && element.getBoundingClientRect().top < bar.getBoundingClientRect().bottom
      return { isBar, covered: covered ? [element.outerHTML.slice(0, 80)] : [] }
    })
    found.push(...now.covered)
    isBar = now.isBar
  }
  return found
}

/** A window with a page of keys that is longer than it. */
async function openKeys({ app, tray }: Pick<Parts, 'app' | 'tray'>): Promise<Page> {
  const window = await openWindow(app, tray)
  await draw(app, window, {
    ...snapshotOf(signedIn()),
    revision: 1_000_000,
    keys: { ...noKeys, list },
    keysAsked: 1,
  })
  return window
}

test('the bar of a page stays at the top, and covers nothing that has the focus', async ({ app, tray }) => {
  const window = await openKeys({ app, tray })
  await expect(window.getByTestId('key')).toHaveCount(names.length)
  expect(await afterScrolling(window)).toBe(0)
  expect(await coveredGoingBack(window)).toEqual([])
  await window.evaluate(() => scrollTo(0, 0))
  expect(await tabThrough(window)).toEqual([])

  await window.getByTestId('open-key').first().click()
  await expect(window.getByTestId('key-page')).toContainText(LONG.trim())
  expect(await coveredGoingBack(window)).toEqual([])
})

test('the bar goes with its page at 200 %', async ({ app, tray }) => {
  const window = await openKeys({ app, tray })
  const screen = await window.context().newCDPSession(window)
  await screen.send('Emulation.setDeviceMetricsOverride', NARROW)
  expect(await afterScrolling(window)).toBeLessThan(-100)

  // And the page that follows begins at its top.
  await window.getByTestId('open-key').last().click()
  await expect(window.getByTestId('key-page')).toBeVisible()
  expect(await window.evaluate(() => scrollY)).toBe(0)
})
