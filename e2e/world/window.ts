import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import type { Problem } from '../../common/problems.ts'
import type { SignInView } from '../../common/sign-in-view.ts'
import type { RunningApp } from './app.ts'

/** What a person sees in the app's window, and does there. Each waits until there is a window. */
export interface AppWindow {
  /** Its page, for everything that has no method here. */
  page(): Promise<Page>
  close(): Promise<void>
  press(button: string | RegExp): Promise<void>
  /** Chooses it in the menu of the account. */
  choose(entry: string): Promise<void>
  /** Waits until it shows this state, and this problem or none. */
  shows(state: SignInView['kind'], problem?: Problem): Promise<void>
  /** Waits until its main part has this text. */
  says(text: string | RegExp): Promise<void>
  /** Waits until it shows a code, and reads it. */
  code(): Promise<string>
  /** Waits until it shows this code. */
  showsCode(code: string | RegExp): Promise<void>
}

/** The window of this app, whichever that is at the time. */
export function windowOf(app: RunningApp): AppWindow {
  const page = () => app.window()
  const main = async () => (await page()).getByTestId('sign-in')
  const code = async () => (await page()).getByTestId('link-code')
  return {
    page,
    close: async () => (await page()).close(),
    press: async button => (await page()).getByRole('button', { name: button }).click(),
    async choose(entry) {
      await (await page()).getByTestId('account-menu').click()
      await (await page()).getByRole('menuitem', { name: entry }).click()
    },
    async shows(state, problem) {
      await expect(await main()).toHaveAttribute('data-state', state)
      await expect(await main()).toHaveAttribute('data-problem', problem ?? '')
    },
    says: async text => expect((await main()).getByText(text)).toBeVisible(),
    async code() {
      await expect(await code()).toBeVisible()
      return (await code()).innerText()
    },
    showsCode: async shown => expect(await code()).toHaveText(shown),
  }
}
