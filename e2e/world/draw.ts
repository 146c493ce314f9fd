import type { Page } from 'playwright'
import { expect } from 'playwright/test'
import type { Snapshot } from '../../common/contract.ts'
import { signInOf } from '../../common/lives.ts'
import type { RunningApp } from './app.ts'

/** Draws a snapshot in the window, as main would send it. */
export async function draw({ electron }: RunningApp, window: Page, snapshot: Snapshot): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, sent) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send('latchkey:snapshot', sent),
    snapshot,
  )
  await expect(window.getByTestId('sign-in')).toHaveAttribute('data-state', signInOf(snapshot).kind)
  await expect(window.getByTestId('settings')).toHaveCount(snapshot.settingsAsked)
}
