import type { Page } from 'playwright'
import type { RunningApp } from './app.ts'
import type { Person } from './person.ts'
import type { Tray } from './tray.ts'
import { windowOf } from './window.ts'

/** Opens the window of a fresh app by its icon, as a person does who is not signed in. */
export async function openWindow(app: RunningApp, tray: Tray): Promise<Page> {
  await tray.offersSignIn()
  await tray.activate()
  return await app.window()
}

/** Opens the window on a code. */
export async function openOnCode(app: RunningApp, person: Person): Promise<Page> {
  await person.startSignIn()
  await windowOf(app).code()
  return await app.window()
}
