import { exitCodes } from '../common/access.ts'
import type { Invocation, Verbs } from '../common/invocation.ts'
import type { Text, TextPart } from '../common/text.ts'
import { keepOutOfCoreDumps } from './core-dumps.ts'
import { Failure } from './failure.ts'
import { unmarked } from './line-breaks.ts'
import { outputTo } from './output.ts'
import { parse, verbOf } from './parse.ts'
import { catchSignals, codeOfSignal } from './signals.ts'
import type { Output, Said, Terminal, Work } from './surroundings.ts'
import { openOwnText } from './own-text.ts'
import type { VerbName } from './verbs.ts'
import { wordsFor } from './words.ts'
import { helpUsage } from './usage.ts'
import { fitted } from './wrap.ts'
import { addKey } from './work/add-key.ts'
import { completion } from './work/completion.ts'
import { doctor } from './work/doctor.ts'
import { installCommand } from './work/install-command.ts'
import { listKeys } from './work/list-keys.ts'
import { presetList } from './work/presets.ts'
import { revokeKey } from './work/revoke-key.ts'
import { run } from './work/run.ts'
import { serverList } from './work/servers.ts'
import { signIn } from './work/sign-in.ts'
import { signOut } from './work/sign-out.ts'
import { status } from './work/status.ts'
import { token } from './work/token.ts'

const works: Readonly<Record<VerbName, Work>> = {
  status,
  'sign-in': signIn,
  'sign-out': signOut,
  run,
  token,
  keys: listKeys,
  'keys list': listKeys,
  'keys add': addKey,
  'keys revoke': revokeKey,
  servers: serverList,
  presets: presetList,
  doctor,
  completion,
  'install-command': installCommand,
  help: async (around, { arguments: [first, second] }) => helpUsage(around, first, second),
  '--version': async ({ version }) => ({ data: { version }, text: version }),
}

/** Promised: what scripts parse says which shape it has. */
const SCHEMA = 1
const jsonLine = (data: object) => `${JSON.stringify({ schema: SCHEMA, ...data })}\n`

/** The bundle's one door. */
export const runVerb: Verbs['runVerb'] = invocation => {
  const restore = keepOutOfCoreDumps()
  return runIn(invocation, {
    stdout: outputTo(process.stdout, invocation.given),
    stderr: outputTo(process.stderr, invocation.given),
    signals: catchSignals(),
    restore,
  })
}

/** Does what the verb says in this terminal, and returns the exit code. */
export async function runIn(
  invocation: Invocation,
  terminal: Terminal,
  open: (invocation: Invocation, parts: readonly TextPart[]) => Text | Promise<Text> = openOwnText,
): Promise<number> {
  const { command } = invocation
  const { stdout, signals } = terminal
  const end = command.indexOf('--')
  const own = end < 0 ? command : command.slice(0, end)
  const json = own.includes('--json')
  let text: Text | undefined
  try {
    text = await open(invocation, partsFor(own))
    const around = { ...invocation, ...terminal, text, json, stopped: signals.stopped }
    const parsed = parse(command)
    const work: Work = parsed.flags.has('help')
      ? async () => helpUsage(around, parsed.verb)
      : works[parsed.verb]
    readSoon(text)
    const said = await unlessStopped(work(around, parsed), signals.stopped)
    if (typeof said === 'number') return said
    const { data, failure } = said
    if (failure !== undefined) return await report(failure, said, { command, json, text, terminal })
    await stdout.write(json ? jsonLine(data) : words(said, stdout))
    return exitCodes.done
  } catch (error) {
    return await report(error, undefined, { command, json, text, terminal })
  }
}

const words = ({ text, isVerbatim }: Said, output: Output) =>
  `${isVerbatim === true ? text : fitted(text, output)}\n`

/** Few commands tell of all commands. */
const partsFor = (own: readonly string[]): readonly TextPart[] =>
  own.some(word => ['help', 'completion', '--help', '-h'].includes(word))
    ? ['common', 'cli', 'help']
    : ['common', 'cli']

/** Longer than most commands take, of which some have nothing to say. */
const READ_AFTER_MS = 250

/** An upgrade may take the text away while a command waits. */
const readSoon = (text: Text) =>
  void setTimeout(() => {
    try {
      text('action.quit')
    } catch {
      // It is said where something was to be said.
    }
  }, READ_AFTER_MS).unref()

const TIDYING_MS = 200

/** Ctrl-C ends also what cannot be interrupted. What can be is given a moment to leave the terminal tidy. */
async function unlessStopped<Result>(work: Promise<Result>, stopped: AbortSignal): Promise<Result> {
  return await new Promise<Result>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const stop = () => {
      timer = setTimeout(() => reject(new Failure('interrupted', 'interrupted')), TIDYING_MS)
    }
    stopped.addEventListener('abort', stop)
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      stopped.removeEventListener('abort', stop)
    })
  })
}

interface Telling {
  readonly command: readonly string[]
  readonly json: boolean
  readonly text: Text | undefined
  readonly terminal: Terminal
}

async function report(error: unknown, said: Said | undefined, telling: Telling): Promise<number> {
  const failure =
    error instanceof Failure ? error : new Failure('failed', 'failed', { detail: String(error) })
  const { reason, exit, detail } = failure
  const { json, terminal } = telling
  const code = exitCode(failure, telling)
  // Nobody reads it any more.
  if (reason === 'output' && detail === 'EPIPE') return codeOfSignal('SIGPIPE')
  const message = messageOf(failure, telling)
  try {
    if (json) {
      await terminal.stdout.write(
        jsonLine({ ...said?.data, ...failure.data, error: { reason, message: unmarked(message) } }),
      )
      return code
    }
    if (said !== undefined) await terminal.stdout.write(words(said, terminal.stdout))
    if (exit !== 'interrupted')
      await terminal.stderr.write(`${fitted(`latchkey: ${message}`, terminal.stderr)}\n`)
  } catch {
    // There is nowhere to say it.
  }
  return code
}

function messageOf(failure: Failure, { command, text }: Telling): string {
  try {
    if (text !== undefined) return wordsFor(text, failure, verbOf(command))
  } catch {}
  // The one text that is in no catalogue, for when none can be read.
  return 'Its own files cannot be read. Install it again.'
}

function exitCode({ exit }: Failure, { command, terminal }: Telling): number {
  if (exit === 'interrupted') return terminal.signals.code()
  const ofPrograms = exit === 'not-found' || exit === 'not-executable'
  return verbOf(command) === 'run' && !ofPrograms ? exitCodes['run-failed'] : exitCodes[exit]
}
