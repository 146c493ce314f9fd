import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type BusConnection, connectToBus } from './bus-connection.ts'
import type { Owner } from './owner.ts'

export interface SessionBus {
  readonly address: string
  readonly processId: number
  connect(): Promise<BusConnection>
  stop(): Promise<void>
}

// Whoever can reach the socket may use it: the tests do, on a desktop that is another user's.
// No <servicedir>: nothing starts by itself, so a keyring that a test stopped stays stopped.
const configuration = (socket: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default"><allow user="*"/><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
`

/** A private session bus with its socket in the folder; its processes get the environment. */
export async function startSessionBus(
  folder: string,
  environment: NodeJS.ProcessEnv,
  owner: Owner | null = null,
): Promise<SessionBus> {
  const configurationFile = path.join(folder, 'session-bus.conf')
  await writeFile(configurationFile, configuration(path.join(folder, 'bus')))
  // setpriv: a test runner that is killed leaves no bus behind, and a keyring ends with its bus.
  const daemon = spawn(
    'setpriv',
    [
      '--pdeathsig',
      'KILL',
      'dbus-daemon',
      `--config-file=${configurationFile}`,
      '--nofork',
      '--nopidfile',
      '--print-address=1',
    ],
    { ...owner, env: environment, stdio: ['ignore', 'pipe', 'ignore'] },
  )
  const [line] = (await Promise.race([
    once(daemon.stdout, 'data'),
    once(daemon, 'exit').then(() => Promise.reject(new Error('dbus-daemon ended before it was ready'))),
  ])) as [Buffer]
  const address = line.toString().trim()
  return {
    address,
    processId: daemon.pid ?? 0,
    connect: () => connectToBus(address),
    async stop() {
      if (daemon.exitCode !== null || daemon.signalCode !== null) return
      const ended = once(daemon, 'exit')
      daemon.kill('SIGKILL')
      await ended
    },
  }
}
