import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { resolverRules } from '../../simulator/print.ts'
import { signal } from '../world/processes.ts'
import type { BorrowedDesktop } from './borrowed-desktop.ts'

export interface SpawnedApp {
  /** Resolves with its exit code; 1 where a signal ended it. */
  readonly ended: Promise<number>
  /** The end of what it wrote. */
  output(): string
  /** Ends it, at the latest after 5 s. */
  stop(): Promise<void>
}

/** How to start the app. */
export interface AppCommand {
  readonly executable: string
  /** Chromium's, for this system. */
  readonly switches: readonly string[]
  /** The folder of the project. */
  readonly root: string
}

/** Starts the app as a person does, with plex.tv led to the port and all other hosts led nowhere. */
export function spawnApp(command: AppCommand, port: number, desktop: BorrowedDesktop): SpawnedApp {
  const { executable, switches, root } = command
  const rules = `${resolverRules(port)}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`
  const file = path.join(desktop.home, 'output.txt')
  const output = openSync(file, 'a')
  const child = spawn(executable, [...switches, `--host-resolver-rules=${rules}`, root], {
    env: desktop.environment,
    // Not the folder of the project: a home folder that is being removed must not be in use.
    cwd: desktop.home,
    stdio: ['ignore', output, output],
    // A group of its own, so that Ctrl-C reaches the demo, which then ends the app.
    detached: true,
  })
  closeSync(output)
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => resolve(code ?? 1))
  })
  ended.catch(() => undefined)
  const group = -(child.pid ?? Number.NaN)
  return {
    ended,
    output: () => readFileSync(file, 'utf8').trim().split('\n').slice(-10).join('\n'),
    async stop() {
      signal(group, 'SIGTERM')
      await Promise.race([ended, pause(5000)]).catch(() => undefined)
      signal(group, 'SIGKILL')
    },
  }
}
