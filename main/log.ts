import { dirname, join } from 'node:path'
import { appendLine } from './files/append-line.ts'
import { makeFolder } from './files/make-folder.ts'
import { redact } from './redact.ts'

export type Log = ReturnType<typeof openLog>

/** Where the system wants logs; if that folder cannot be made, there is no log. */
export function logFolder(app: { getPath(name: 'logs' | 'userData'): string }): string {
  try {
    return app.getPath('logs')
  } catch {
    return join(app.getPath('userData'), 'logs')
  }
}

/** A log file of at most 1 MB, with one older one beside it. Everything written passes `redact`. */
export function openLog(path: string) {
  const limits = { largestBytes: 1_048_576, aside: path.replace(/\.log$/, '.old.log') }
  function write(level: 'info' | 'warn' | 'error', what: string, error?: unknown) {
    const text = entry(error === undefined ? what : `${what}: ${describe(error)}`)
    try {
      appendLine(path, `[${now()}] ${level} ${text}`, limits)
    } catch {
      // Without a place to write there is no log: the app matters more than its log.
    }
  }
  try {
    makeFolder(dirname(path))
  } catch {}
  return {
    path,
    info: (what: string) => write('info', what),
    warn: (what: string, error?: unknown) => write('warn', what, error),
    error: (what: string, error?: unknown) => write('error', what, error),
  }
}

/** Local time: `2026-03-29 13:05:09.123`. */
function now(): string {
  // The calendar time, since logs are compared with other logs.
  // oxlint-disable-next-line no-restricted-globals
  const time = new Date()
  time.setMinutes(time.getMinutes() - time.getTimezoneOffset())
  return time.toISOString().slice(0, 23).replace('T', ' ')
}

// An error may quote a whole page, so the text is cut before the rules see it. The rules find only whole secrets, so a
// word that the cut may have split is dropped too.
const entry = (text: string) =>
  redact(text.length > MOST ? wholeWords(text.slice(0, MOST)) : text).slice(0, LONGEST)
const wholeWords = (text: string) => text.replace(/(?<!\S)\S+$/, '')
const LONGEST = 2_000
const MOST = 4 * LONGEST

/** An error and its causes, at most five, in one line. */
export function describe(error: unknown, deepest = 5): string {
  if (!(error instanceof Error)) return typeof error
  const cause = error.cause === undefined || deepest === 0 ? '' : ` < ${describe(error.cause, deepest - 1)}`
  return `${error.name}: ${error.message}${cause}`
}
