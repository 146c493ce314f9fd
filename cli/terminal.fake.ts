import { english } from '../common/english.fake.ts'
import type { Invocation } from '../common/invocation.ts'
import type { Text } from '../common/text.ts'
import { runIn } from './index.ts'
import type { Signal } from './signals.ts'
import type { Output } from './surroundings.ts'

interface Options {
  readonly command: readonly string[]
  readonly home?: string | null
  readonly given?: Readonly<Record<string, string>>
  /** Which of the two is a terminal. */
  readonly terminals?: { readonly stdout?: boolean; readonly stderr?: boolean }
  readonly columns?: number
  readonly program?: string
  readonly start?: readonly string[]
  readonly packaged?: boolean
  readonly text?: Text
}

/** Runs a verb as its process would, and keeps what it writes. */
export function createRun({
  command,
  home = '/nowhere',
  given = {},
  terminals = {},
  columns = 80,
  text = english,
  ...more
}: Options) {
  const written = { stdout: '', stderr: '' }
  const output = (name: 'stdout' | 'stderr'): Output => ({
    isTTY: terminals[name] === true,
    columns,
    coloured: terminals[name] === true && given['NO_COLOR'] === undefined,
    write: async text => void (written[name] += text),
  })
  const stopping = new AbortController()
  let handle = (_signal: Signal) => stopping.abort()
  const environment = { PATH: process.env['PATH'] ?? '', HOME: home ?? '', DISPLAY: ':0', ...given }
  const invocation: Invocation = {
    command,
    home,
    files: '/nowhere',
    version: '1.2.3',
    given: environment,
    program: process.execPath,
    start: ['-e', 'process.exit(3)', '--'],
    packaged: true,
    ...more,
  }
  const ended = runIn(
    invocation,
    {
      stdout: output('stdout'),
      stderr: output('stderr'),
      signals: {
        stopped: stopping.signal,
        code: () => 130,
        passTo: handler => void (handle = handler),
        release: () => {},
      },
      restore: () => {},
    },
    () => text,
  )
  return { written, ended, signal: (signal: Signal) => handle(signal) }
}

/** The same, to its end. */
export async function run(options: Options) {
  const running = createRun(options)
  const code = await running.ended
  return { code, ...running.written }
}
