import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { eventually } from '../world/eventually.ts'
import type { Scene } from './scene.ts'
import { prepareLaunch } from '../world/launch.ts'
import { signal } from '../world/processes.ts'
import { repository } from '../world/runtime.ts'
import { forgetVisuals } from '../world/visuals.ts'

export type Which = 'latchkey' | 'bare'

/** A program in the tray with nothing attached to it that would slow it down. */
export interface Program {
  readonly processId: number
  /** Milliseconds from its start to its tray item on the bus. */
  readonly toTray: number
  /** Where its pages can be looked at, when it was started with that. */
  pages(): string
  /** Ends it as the system does at logout. */
  stop(): Promise<void>
}

export const bareFolder = path.join(repository, 'e2e/bench/bare')

/** Starts Latchkey or bare Electron, the same way, and waits until it is in the tray. */
export async function startProgram(
  { desktop, simulator, tray, registered }: Scene,
  which: Which,
  { inspectable = false } = {},
): Promise<Program> {
  const { executable, commandLine, sandboxSwitches, environment } = await prepareLaunch(
    desktop,
    simulator.port,
  )
  const [, ...switches] = commandLine
  await forgetVisuals(environment)
  const arrival = registered()
  const started = performance.now()
  // A bench that is killed leaves nothing behind.
  const child = spawn(
    'setpriv',
    [
      '--pdeathsig',
      'KILL',
      executable,
      ...(inspectable ? ['--remote-debugging-port=0'] : []),
      which === 'bare' ? bareFolder : repository,
      ...switches,
      ...sandboxSwitches,
    ],
    { env: environment, cwd: desktop.home, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  let written = ''
  child.stderr.on('data', chunk => (written += String(chunk)))
  const processId = child.pid ?? 0
  const ended = () => child.exitCode !== null || child.signalCode !== null
  const arrived = await Promise.race([arrival, once(child, 'exit')])
  if (typeof arrived !== 'number') throw new Error(`${which} ended at its start: ${written}`)
  return {
    processId,
    toTray: arrived - started,
    pages() {
      const address = /ws:\/\/\S+/.exec(written)?.[0]
      if (address === undefined) throw new Error(`${which} has no port to its pages`)
      return address
    },
    async stop() {
      signal(processId, 'SIGTERM')
      await eventually(`the end of ${which}`, ended)
      signal(-processId, 'SIGKILL')
      await tray.waitForNoItem()
    },
  }
}
