import { app, dialog } from 'electron'
import { mkdtempSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { HIDDEN } from '../launch-at-login/hidden.ts'
import { printable } from '../printable.ts'
import { text } from '../text.ts'
import { isNone, screenOf, socketFolders } from './environment.ts'

/** Why the app does not start. `code`: of the system's error. */
export type Refusal =
  | { readonly reason: 'folder'; readonly folder: string; readonly code: string }
  | { readonly reason: 'temporary' | 'command' }
  | { readonly reason: 'elsewhere'; readonly process: number; readonly screen: string }
  | { readonly reason: 'suspended' | 'unreachable' | 'ending'; readonly process: number }
  | { readonly reason: 'failed'; readonly error: string }

/** Says why, to who typed the command and to who sees the screen, and ends. */
export async function refuse(refusal: Refusal) {
  const { reason } = refusal
  const title = text(`start.${reason === 'elsewhere' || reason === 'unreachable' ? 'running' : 'title'}`)
  // A folder may have any name, and goes to a terminal.
  const values = Object.fromEntries(
    Object.entries(refusal).map(([name, value]) => [name, printable(String(value))]),
  )
  const body = text(`start.${reason}`, values)
  say(`${title}. ${body}\n`)
  // Nobody waits for what the system starts at login in a second session, and Chromium crashes without a screen.
  const isUnseen = process.platform === 'linux' && isNone(screenOf(process.env))
  if (isUnseen || (reason === 'elsewhere' && process.argv.includes(HIDDEN))) return app.exit(1)
  const borrowed = reason === 'folder' ? borrowFolder() : undefined
  await app.whenReady()
  await dialog.showMessageBox({ type: 'error', title: app.getName(), message: title, detail: body })
  if (borrowed === undefined) return app.exit(1)
  // Chromium would write its settings in it once more, on its way out.
  rmSync(borrowed, { recursive: true, force: true })
  process.reallyExit(1)
}

/** Nobody may be listening. */
function say(words: string) {
  try {
    writeSync(2, words)
  } catch {}
}

/** Chromium ends without a folder to write in. Where there is none at all, the words on stderr have to do. */
function borrowFolder(): string | undefined {
  for (const folder of socketFolders(process.env)) {
    try {
      const borrowed = mkdtempSync(join(folder, 'latchkey-start-'))
      app.setPath('userData', borrowed)
      return borrowed
    } catch {}
  }
  app.exit(1)
  return undefined
}
