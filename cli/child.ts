import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import type { Environment } from '../common/given-environment.ts'
import { asGiven } from './as-given.ts'
import { Failure } from './failure.ts'
import { codeOf } from './output.ts'
import { codeOfSignal, type Signal, type Signals } from './signals.ts'

/** What a terminal sends to everything in its foreground, and so to the program itself. */
const BY_TERMINAL: readonly Signal[] = ['SIGINT', 'SIGQUIT']

export interface Child {
  readonly path: string
  /** What it finds as its own name. */
  readonly name: string
  readonly arguments: readonly string[]
  readonly environment: Environment
  readonly signals: Signals
}

/**
 * Runs a program in the place of this one, as far as that goes: with its terminal, its files and its signals. Returns its
 * exit code, or 128 and the signal that ended it.
 */
export async function runChild({
  path,
  name,
  arguments: given,
  environment,
  signals,
}: Child): Promise<number> {
  const child = start({ path, name, arguments: given, environment })
  signals.passTo(signal => {
    if (BY_TERMINAL.includes(signal) && isInForeground()) return
    child.kill(signal)
  })
  const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
    (resolve, reject) => {
      child.once('error', error => reject(failureFor(error, name)))
      child.once('exit', (code, signal) => resolve({ code, signal }))
    },
  )
  if (signal === null) return code ?? 0
  // A shell ends its script at Ctrl-C only if what it waited for ended of it.
  if (signal === 'SIGINT' && isInForeground()) {
    signals.release()
    process.kill(process.pid, signal)
  }
  return codeOfSignal(signal)
}

/** A shell lowers a limit that no script can, and becomes the program. */
const WITH_LIMIT = 'ulimit -Sn "$1"; shift; exec "$@"'
const SHELL = '/bin/sh'

function start({ path, name, arguments: given, environment }: Omit<Child, 'signals'>): ChildProcess {
  const { mostFiles, files } = asGiven()
  const stdio = [...files]
  if (mostFiles === undefined || !existsSync(SHELL)) {
    return spawn(path, given, { argv0: name, env: environment, stdio })
  }
  return spawn(SHELL, ['-c', WITH_LIMIT, SHELL, mostFiles, path, ...given], { env: environment, stdio })
}

function failureFor(error: Error, name: string): Failure {
  const code = codeOf(error)
  if (code === 'ENOENT') return new Failure('not-found', 'not-found', { detail: name })
  return code === 'EACCES' || code === 'ENOEXEC' || code === 'EPERM'
    ? new Failure('not-executable', 'not-executable', { detail: name })
    : new Failure('run-failed', 'run-failed', { detail: name })
}

/** Whether Ctrl-C in the terminal reaches this process, and so the program that it started. Source: proc(5). */
function isInForeground(): boolean {
  try {
    const status = readFileSync('/proc/self/stat', 'latin1')
    const [, , group, , , foreground] = status.slice(status.lastIndexOf(')') + 2).split(' ')
    return group === foreground
  } catch {
    return process.stdin.isTTY || process.stderr.isTTY
  }
}
