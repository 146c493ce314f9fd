import type { Page } from 'playwright'
import type { RunningApp } from './app.ts'
import type { Tray } from './tray.ts'

/** Opens the window of a fresh app by its icon, as a person does who is not signed in. */
export async function openWindow(app: RunningApp, tray: Tray): Promise<Page> {
  await tray.waitForLabel('Sign in to Plex…')
  await tray.activate()
  return await app.window()
}
