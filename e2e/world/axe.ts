import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright'
import { untilStill } from './until-still.ts'

export interface Violation {
  /** Name of the axe rule. */
  readonly rule: string
  readonly help: string
  /** Selector of each element that breaks it. */
  readonly elements: readonly string[]
}

/** Checks the page with axe-core; [] if it finds nothing. */
export async function findViolations(page: Page): Promise<readonly Violation[]> {
  await untilStill(page)
  // Evaluated by the debugger, which neither the content security policy nor Trusted Types stop.
  await page.evaluate(axe.source)
  const results = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  return results.violations.map(({ id, help, nodes }) => ({
    rule: id,
    help,
    elements: nodes.map(({ target }) => target.join(' ')),
  }))
}
