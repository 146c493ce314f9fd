import { dirname, join } from 'node:path'
import { appendLine } from './files/append-line.ts'
import { makeFolder } from './files/make-folder.ts'
import { redact } from './redact.ts'

export type Log = ReturnType<typeof openLog>

/** Where the system wants logs; where it cannot be made there will be none. */
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
      // Where nothing can be written there is no log; the app is of more use than its log.
    }
  }
  try {
    makeFolder(dirname(path))
  } catch {}
  return {
    info: (what: string) => write('info', what),
    warn: (what: string, error?: unknown) => write('warn', what, error),
    error: (what: string, error?: unknown) => write('error', what, error),
  }
}

/** As clocks on the wall show it here: `2026-03-29 13:05:09.123`. */
function now(): string {
  // A log is read beside other logs.
  // oxlint-disable-next-line no-restricted-globals
  const time = new Date()
  time.setMinutes(time.getMinutes() - time.getTimezoneOffset())
  return time.toISOString().slice(0, 23).replace('T', ' ')
}

// An error may quote a whole page. The first cut spares the rules that. The rules know a secret when it is whole: a word
// that the cut may have taken apart goes too.
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
