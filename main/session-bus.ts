import { execFile } from 'node:child_process'

interface Question {
  readonly destination: string
  readonly path: string
  readonly member: string
  /** As `dbus-send` takes them: `string:default`. */
  readonly parameters: readonly string[]
}

/** `code`: the D-Bus name of the error; `no-bus`, `no-dbus-send`, or `none` where nobody says what went wrong. */
export class BusError extends Error {
  override readonly name = 'BusError'
  readonly code: string

  constructor(code: string, cause: unknown) {
    super(code, { cause })
    this.code = code
  }
}

const ANSWER_WITHIN_MS = 2_000

/** Asks somebody on the session bus of a Linux desktop. Answers within three seconds, or fails with a `BusError`. */
export function askSessionBus({ destination, path, member, parameters }: Question): Promise<string> {
  const question = [
    '--session',
    '--print-reply=literal',
    `--reply-timeout=${ANSWER_WITHIN_MS}`,
    `--dest=${destination}`,
    path,
    member,
    ...parameters,
  ]
  const options = {
    timeout: ANSWER_WITHIN_MS + 1_000,
    // Whoever keeps secrets may name thousands of them.
    maxBuffer: 2 ** 24,
    env: { ...process.env, LC_ALL: 'C' },
  }
  return new Promise((resolve, reject) => {
    execFile('dbus-send', question, options, (error, answer, complaint) => {
      if (error === null) resolve(answer.trim())
      else reject(new BusError(codeOf(error.code, complaint), error))
    })
  })
}

// dbus-send prints the name of an error that it was answered with; of a bus that is not there it has none to print.
function codeOf(exit: unknown, complaint: string): string {
  if (exit === 'ENOENT') return 'no-dbus-send'
  if (complaint.startsWith('Failed to open connection')) return 'no-bus'
  return /^Error ([\w.]+):/m.exec(complaint)?.[1] ?? 'none'
}
