import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
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
// Its <servicedir> is empty until a test fills it: a keyring that a test stopped stays stopped.
const configuration = (socket: string, services: string): string => `<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <servicedir>${services}</servicedir>
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
  await mkdir(servicesIn(folder), { recursive: true })
  await writeFile(configurationFile, configuration(path.join(folder, 'bus'), servicesIn(folder)))
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

const servicesIn = (folder: string): string => path.join(folder, 'services')

// In an environment of its own, so that it does not count as a program of the desktop. It ends with its bus.
const PROGRAMS = {
  'never comes': '/usr/bin/env -i /usr/bin/setpriv --pdeathsig KILL /bin/sleep 600',
  'ends at once': '/bin/false',
}

/** From now on the bus of the desktop in this folder starts the program when the name is called. */
export async function makeActivatable(
  folder: string,
  bus: BusConnection,
  name: string,
  how: keyof typeof PROGRAMS,
): Promise<void> {
  await writeFile(
    path.join(servicesIn(folder), `${name}.service`),
    `[D-BUS Service]\nName=${name}\nExec=${PROGRAMS[how]}\n`,
  )
  await bus.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'ReloadConfig',
  })
}
