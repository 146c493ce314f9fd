import { app, dialog } from 'electron'
import { mkdtempSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { HIDDEN } from '../launch-at-login/hidden.ts'
import { printable } from '../printable.ts'
import { text } from '../../common/text.ts'
import { isNone, screenOf, socketFolders } from './environment.ts'
import type { Switch } from './unknown-switches.ts'

/** Why the app does not start. `code`: of the system's error. */
export type Refusal =
  | { readonly reason: 'folder'; readonly folder: string; readonly code: string }
  | { readonly reason: 'temporary' | 'command' }
  | { readonly reason: 'switches'; readonly switches: readonly Switch[] }
  | { readonly reason: 'elsewhere'; readonly process: number; readonly screen: string }
  | { readonly reason: 'suspended' | 'unreachable' | 'silent' | 'ending'; readonly process: number }
  | { readonly reason: 'failed'; readonly error: string }

const RUNNING: readonly Refusal['reason'][] = ['elsewhere', 'unreachable', 'silent']

/** Says why, to who typed the command and to who sees the screen, and ends. */
export async function refuse(refusal: Refusal) {
  const { reason } = refusal
  const title = text(`start.${RUNNING.includes(reason) ? 'running' : 'title'}`)
  // A folder or a switch may have any name, and goes to a terminal.
  const body = printable(text(`start.${reason}`, valuesOf(refusal)))
  say(`${title}. ${body}\n`)
  // Nobody waits for what the system starts at login in a second session, and Chromium crashes without a screen.
  const isUnseen = process.platform === 'linux' && isNone(screenOf(process.env))
  if (isUnseen || (reason === 'elsewhere' && process.argv.includes(HIDDEN))) return app.exit(1)
  // With switches like these it is not to write among what is the person's.
  const borrowed = reason === 'folder' || reason === 'switches' ? borrowFolder() : undefined
  await app.whenReady()
  await dialog.showMessageBox({ type: 'error', title: app.getName(), message: title, detail: body })
  if (borrowed === undefined) return app.exit(1)
  // Chromium would write its settings in it once more, on its way out.
  rmSync(borrowed, { recursive: true, force: true })
  process.reallyExit(1)
}

function valuesOf(refusal: Refusal): Record<string, string | number> {
  if (refusal.reason !== 'switches') {
    return Object.fromEntries(Object.entries(refusal).map(([name, value]) => [name, String(value)]))
  }
  const { switches } = refusal
  const named = switches.slice(0, MOST_SWITCHES).map(nameOf).join(', ')
  return { switches: named, count: switches.length, more: Math.max(0, switches.length - MOST_SWITCHES) }
}

const MOST_SWITCHES = 5
const LONGEST_SWITCH = 60

function nameOf({ name, value }: Switch): string {
  const whole = printable(`--${name}${value === '' ? '' : `=${value}`}`)
  return whole.length > LONGEST_SWITCH ? `${whole.slice(0, LONGEST_SWITCH)}…` : whole
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
