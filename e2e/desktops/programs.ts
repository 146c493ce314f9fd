import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, openSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Desktop } from '../world/desktop.ts'

const run = promisify(execFile)
const LONGEST_RUN_MS = 10_000

/** The programs that a desktop is made of, and those that look at it. */
export interface Programs {
  readonly environment: Readonly<Record<string, string>>
  /** Starts one that stays; what it writes goes into a file beside the others'. */
  start(command: readonly string[], environment?: Readonly<Record<string, string>>): ChildProcess
  /** Runs one to its end; its output. */
  readonly run: (
    command: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Promise<string>
  /** The folder with what each wrote. */
  readonly logs: string
  /** Ends those that stay. */
  readonly stop: () => Promise<void>
}

/** Programs of this desktop, which get its environment with this over it. */
export function createPrograms(desktop: Desktop, over: Readonly<Record<string, string>> = {}): Programs {
  const environment = { ...desktop.environment, ...over }
  const logs = path.join(desktop.home, 'parts')
  mkdirSync(logs, { recursive: true })
  const { owner } = desktop
  const asOwner =
    owner === null ? [] : ['--reuid', owner.uid, '--regid', owner.gid, '--clear-groups'].map(String)
  const started: ChildProcess[] = []
  return {
    environment,
    logs,
    start(command, more = {}) {
      const log = openSync(
        path.join(logs, `${started.length + 1}-${path.basename(command[0] ?? '')}.txt`),
        'a',
      )
      // A test runner that is killed leaves none behind.
      const child = spawn('setpriv', [...asOwner, '--pdeathsig', 'KILL', ...command], {
        env: { ...environment, ...more },
        cwd: desktop.home,
        stdio: ['ignore', log, log],
      })
      started.push(child)
      return child
    },
    async run([command = '', ...rest], more = {}) {
      const options = { env: { ...environment, ...more }, timeout: LONGEST_RUN_MS, cwd: desktop.home }
      return (await run(command, rest, options)).stdout
    },
    async stop() {
      for (const child of started.toReversed()) await end(child)
    },
  }
}

/** Ends a program, whatever state it is in. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
