import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import type { RunningApp } from './app.ts'
import { eventually } from './eventually.ts'

export type Choice = 'once' | 'allow' | 'not-now'

/** What a person reads in the window in which a program asks, and does there. Each waits until it is there. */
export interface AsksWindow {
  page(): Promise<Page>
  /** Waits until there is none. */
  isGone(): Promise<void>
  /** Waits until this name is asked for. */
  asksFor(name: string): Promise<void>
  /** The path of the program; null where the window says that it is not known. */
  program(): Promise<string | null>
  command(): Promise<string | null>
  /** What started it, the outermost first. */
  chain(): Promise<readonly string[]>
  /** The programs that have this key already. */
  others(): Promise<readonly string[]>
  /** The answers that are offered. */
  answers(): Promise<readonly Choice[]>
  /** Waits until it counts, and presses it. */
  answer(choice: Choice): Promise<void>
  /** Closes it without an answer. */
  close(): Promise<void>
}

const choices = ['not-now', 'once', 'allow'] as const

/** The window in which a program asks, whichever that is at the time. */
export function asksWindowOf({ electron }: Pick<RunningApp, 'electron'>): AsksWindow {
  const find = async () => {
    for (const page of electron.windows())
      if (!page.isClosed() && page.url().endsWith('/asks.html')) return page
    return undefined
  }
  const page = () => eventually('the window in which a program asks', find)
  const at = async (id: string) => (await page()).getByTestId(id)
  const textOf = async (id: string) => {
    await expect(await at('question')).toBeVisible()
    const part = await at(id)
    return (await part.count()) === 0 ? null : (await part.innerText()).trim()
  }
  const linesOf = async (id: string, selector: string) => {
    await expect(await at('question')).toBeVisible()
    return (await (await at(id)).locator(selector).allInnerTexts()).map(line => line.trim())
  }
  return {
    page,
    isGone: async () =>
      void (await eventually('no window in which a program asks', async () => (await find()) === undefined)),
    asksFor: async name => expect(await at('question')).toHaveAttribute('data-name', name),
    program: () => textOf('program'),
    command: () => textOf('command'),
    chain: () => linesOf('chain', '.breakable'),
    others: () => linesOf('others', 'li'),
    async answers() {
      await expect(await at('question')).toBeVisible()
      const shown = await Promise.all(
        choices.map(async choice => (await (await at(`answer-${choice}`)).count()) > 0),
      )
      return choices.filter((_choice, index) => shown[index])
    },
    async answer(choice) {
      const button = await at(`answer-${choice}`)
      await expect(button).not.toHaveAttribute('aria-disabled')
      const opened = button.page()
      // The answer closes the window.
      await button.click().catch((error: unknown) => {
        if (!opened.isClosed()) throw error
      })
    },
    close: async () => (await page()).close(),
  }
}
