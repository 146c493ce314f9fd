import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import { findViolations } from './axe.ts'
import { unreadable } from './unreadable.ts'

/** As wide as a window of 1280 pixels at 400 %, in CSS pixels (WCAG 2.2, 1.4.10). */
const NARROW = { width: 320, height: 256, deviceScaleFactor: 0, mobile: false }

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
