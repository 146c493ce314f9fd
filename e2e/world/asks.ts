import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import type { RunningApp } from './app.ts'
import { eventually } from './eventually.ts'

export type ConsentAnswer = 'once' | 'allow' | 'not-now'

/** What a person does in the window in which a program asks for a key. */
export function asksOf(app: Pick<RunningApp, 'electron'>) {
  async function find(): Promise<Page | undefined> {
    for (const page of app.electron.windows()) {
      if (!page.isClosed() && (await page.title().catch(() => '')) === 'Latchkey asks') return page
    }
    return undefined
  }
  const page = (): Promise<Page> => eventually('the window in which a program asks', find)

  return {
    page,
    isOpen: async (): Promise<boolean> => (await find()) !== undefined,
    /** The words of the question. */
    read: async (): Promise<string> => (await page()).getByTestId('question').innerText(),
    /** Presses the button once it takes presses, and waits until the question is over. */
    async answer(choice: ConsentAnswer): Promise<void> {
      const asking = await page()
      const button = asking.getByTestId(`answer-${choice}`)
      await expect(button).toBeEnabled()
      // The last question closes the window before Playwright hears of the press.
      await button.click({ noWaitAfter: true }).catch((error: unknown) => {
        if (!asking.isClosed()) throw error
      })
    },
    none: async () => void (await eventually('no question', async () => (await find()) === undefined)),
  }
}
