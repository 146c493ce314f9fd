import { app, dialog } from 'electron'
import { mkdtempSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { HIDDEN } from '../launch-at-login/hidden.ts'
import { printable } from '../../common/printable.ts'
import { sentences } from '../../common/text.ts'
import { openText } from '../text/open-text.ts'
import { isNone, screenOf, socketFolders } from './environment.ts'
import type { Switch } from './unknown-switches.ts'

/** Why the app does not start. `code`: the system's error code. */
export type Refusal =
  | { readonly reason: 'folder'; readonly folder: string; readonly code: string }
  | { readonly reason: 'home' | 'temporary' | 'command' }
  | { readonly reason: 'switches'; readonly switches: readonly Switch[] }
  | { readonly reason: 'elsewhere'; readonly process: number; readonly screen: string }
  | { readonly reason: 'suspended' | 'unreachable' | 'silent' | 'ending'; readonly process: number }
  | { readonly reason: 'failed'; readonly error: string }

const RUNNING: readonly Refusal['reason'][] = ['elsewhere', 'unreachable', 'silent']

/**
 * Says why, in the terminal and on the screen, and ends.
 * @param files the folder with everything that was bundled
 */
export async function refuse(refusal: Refusal, files: string) {
  const { reason } = refusal
  const { title, body } = wordsFor(refusal, files)
  say(`${sentences(title, body)}\n`)
  // No box without a screen, where Chromium crashes, nor at login in a second session, where nobody waits for the app.
  const isUnseen = process.platform === 'linux' && isNone(screenOf(process.env))
  if (isUnseen || (reason === 'elsewhere' && process.argv.includes(HIDDEN))) return app.exit(1)
  // With switches like these it must not write into the person's own folder; nor into one that anybody could have made.
  const isBorrowing = reason === 'folder' || reason === 'switches' || reason === 'home'
  const borrowed = isBorrowing ? borrowFolder() : undefined
  await app.whenReady()
  await dialog.showMessageBox({ type: 'error', title: app.getName(), message: title, detail: body })
  if (borrowed === undefined) return app.exit(1)
  // Not `app.exit`: Chromium would write its settings there again on its way out.
  rmSync(borrowed, { recursive: true, force: true })
  process.reallyExit(1)
}

/** A folder or a switch may have any name, and this goes to a terminal. */
function wordsFor(refusal: Refusal, files: string): { readonly title: string; readonly body: string } {
  try {
    const { text } = openText({
      folder: join(files, 'text'),
      parts: ['start'],
      preferred: app.getPreferredSystemLanguages(),
      report: () => {},
    })
    return {
      title: text(`start.${RUNNING.includes(refusal.reason) ? 'running' : 'title'}`),
      body: printable(text(`start.${refusal.reason}`, valuesOf(refusal, text.list))),
    }
  } catch {
    const values = valuesOf(refusal, names => names.join(', '))
    // The one text that is in no catalogue, for when none can be read.
    return {
      title: 'Latchkey cannot start',
      body: printable(
        `Its own files cannot be read. Install it again. (${Object.values(values).join(', ')})`,
      ),
    }
  }
}

function valuesOf(
  refusal: Refusal,
  listed: (names: readonly string[]) => string,
): Record<string, string | number> {
  if (refusal.reason !== 'switches') {
    return Object.fromEntries(Object.entries(refusal).map(([name, value]) => [name, String(value)]))
  }
  const { switches } = refusal
  const named = listed(switches.slice(0, MOST_SWITCHES).map(nameOf))
  return { switches: named, count: switches.length, more: Math.max(0, switches.length - MOST_SWITCHES) }
}

const MOST_SWITCHES = 5
const LONGEST_SWITCH = 60

function nameOf({ name, value }: Switch): string {
  const whole = printable(`--${name}${value === '' ? '' : `=${value}`}`)
  return whole.length > LONGEST_SWITCH ? `${whole.slice(0, LONGEST_SWITCH)}…` : whole
}

/** Writes to stderr, which may be closed. */
function say(words: string) {
  try {
    writeSync(2, words)
  } catch {}
}

/** Chromium needs a folder to write in. If there is none at all, the words on stderr have to do. */
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
