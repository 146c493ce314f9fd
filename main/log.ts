import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
// Its parts, not its entry: that brings transports to consoles, windows and servers, and looks for package.json at start.
import Logger from 'electron-log/src/core/Logger.js'
import createFileTransport from 'electron-log/src/node/transports/file/index.js'
import { makeFolder } from './make-folder.ts'

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
  const log = new Logger({
    logId: 'latchkey',
    dependencies: { externalApi: { getPathVariables: () => ({}) } },
    // The file's transport complains on the console when it cannot write.
    transportFactories: { file: createFileTransport, console: () => () => {} },
  })
  try {
    makeFolder(dirname(path))
  } catch {
    // Where nothing can be written there is no log; the app is of more use than its log.
    log.transports.file.level = false
  }
  log.transports.file.resolvePathFn = () => path
  log.transports.file.maxSize = 1_048_576
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' }
  log.transports.file.format = '[{y}-{m}-{d} {h}:{i}:{s}.{ms}] {level} {text}'
  const write = (level: 'info' | 'warn' | 'error', what: string, error?: unknown) =>
    log[level](entry(error === undefined ? what : `${what}: ${describe(error)}`))
  return {
    info: (what: string) => write('info', what),
    warn: (what: string, error?: unknown) => write('warn', what, error),
    error: (what: string, error?: unknown) => write('error', what, error),
  }
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

const RULES: ReadonlyArray<readonly [RegExp, string]> = [
  [
    /((?:X-Plex-Token|authToken|accessToken|auth_token|token|secret|password)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi,
    '$1[secret]',
  ],
  [/(?<![\w-])(?!ERR_[A-Z0-9_]+(?![\w-]))[\w-]{20,}/g, '[secret]'],
  [/(\/pins\/)(?:qr\/)?\w+/g, '$1[pin]'],
  [/([?&](?:pin|code)=)\w+/gi, '$1[code]'],
  [/[^\s@"'<>]+@[^\s@"'<>]+\.[^\s@"'<>]+/g, '[e-mail]'],
]

/** Takes tokens, PINs, e-mail addresses and the home folder out of a line, and makes it one line. */
export function redact(text: string, home = homedir()): string {
  const withoutHome = home.length > 1 ? text.replaceAll(home, '~') : text
  return RULES.reduce((line, [pattern, mark]) => line.replace(pattern, mark), withoutHome).replace(
    /\s*[\n\r\u2028\u2029]\s*/g,
    ' | ',
  )
}
