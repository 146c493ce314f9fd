import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import { findViolations } from './axe.ts'
import { cutOff } from './cut-off.ts'
import { unreadable } from './unreadable.ts'

/** As wide as a window of 1280 pixels at 400 %, in CSS pixels (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 256, deviceScaleFactor: 0, mobile: false }

/** As wide apart as people may have text (1.4.12). */
const SPACED =
  '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'

/** What axe finds in the page as it is, and what is measured there; empty if all is well. */
export async function findFaults(page: Page): Promise<readonly unknown[]> {
  const found: unknown[] = [...(await findViolations(page))]
  const measured = async (how: string, least: number) =>
    found.push(...(await page.evaluate(unreadable, least)).map(fault => `${how}: ${fault}`))
  await measured('usual', 4.5)
  await page.emulateMedia({ contrast: 'more' })
  await expect(page.locator('html')).toHaveAttribute('data-contrast')
  await measured('high contrast', 7)
  await page.emulateMedia({ contrast: null })
  await expect(page.locator('html')).not.toHaveAttribute('data-contrast')
  found.push(...(await whileSpaced(page)).map(fault => `wide apart: ${fault}`))
  const screen = await page.context().newCDPSession(page)
  await screen.send('Emulation.setDeviceMetricsOverride', NARROW)
  const beyond = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement
    return innerWidth === 320 ? root.scrollWidth - root.clientWidth : null
  })
  if (beyond !== 0) found.push(`400 %: ${beyond} px more than fits the width`)
  await screen.send('Emulation.clearDeviceMetricsOverride')
  await screen.detach()
  return found
}

/** What does not fit then. */
async function whileSpaced(page: Page): Promise<readonly string[]> {
  await page.evaluate(css => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [sheet]
  }, SPACED)
  const found = await cutOff(page)
  await page.evaluate(() => void (document.adoptedStyleSheets = []))
  return found
}
