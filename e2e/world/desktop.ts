import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { BusConnection } from './bus-connection.ts'
import { eventually } from './eventually.ts'
import { createKeyring, type Keyring, masterPassword } from './keyring.ts'
import { createKeyringPrompt, type KeyringPrompt } from './keyring-prompt.ts'
import { giveTo, type Owner } from './owner.ts'
import { processesNaming, type RunningProcess, signal } from './processes.ts'
import { startSessionBus } from './session-bus.ts'

/** A person's desktop session of its own: home folder, session bus, keyring, certificates and browser. */
export interface Desktop {
  /** Null if the desktop belongs to whoever runs the tests. */
  readonly owner: Owner | null
  readonly home: string
  readonly configHome: string
  /** The environment of programs on this desktop. From the tests' own environment it has only the screen and PATH. */
  readonly environment: Readonly<Record<string, string>>
  readonly bus: BusConnection
  readonly keychain: Keyring
  readonly keyringPrompt: KeyringPrompt
  /** Makes programs that start from now on trust this certificate authority (PEM). */
  trust(caPem: string): Promise<void>
  /** Addresses that were opened in the system browser, oldest first. */
  openedUrls(): Promise<readonly string[]>
  /** Processes of this desktop that are not part of the desktop itself. */
  programs(): Promise<readonly RunningProcess[]>
  /** Ends everything that runs on this desktop and removes its folder. */
  dispose(): Promise<void>
}

const run = promisify(execFile)

/** Starts a desktop on the screen that `display` names. The keyring is not started: `keychain.start()` does. */
export async function startDesktop(display: string, owner: Owner | null = null): Promise<Desktop> {
  // Socket paths end at 108 bytes, so the folder's name is short.
  const home = await mkdtemp(path.join(tmpdir(), 'latchkey-'))
  const folder = (name: string): string => path.join(home, name)
  for (const name of ['.config', '.local/share', '.cache', 'bin', 'tmp']) {
    await mkdir(folder(name), { recursive: true })
  }
  await mkdir(folder('run'), { mode: 0o700 })
  const openedFile = folder('opened-urls')
  await writeFile(folder('bin/xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >> '${openedFile}'\n`, {
    mode: 0o755,
  })

  await giveTo(owner, home)

  const base = createEnvironment(home, display)
  const sessionBus = await startSessionBus(folder('run'), base, owner)
  const environment = { ...base, DBUS_SESSION_BUS_ADDRESS: sessionBus.address }
  const bus = await sessionBus.connect()
  const keychain = createKeyring(bus, environment, owner)
  const keyringPrompt = createKeyringPrompt(bus, masterPassword)
  await keyringPrompt.open()

  return {
    owner,
    home,
    configHome: folder('.config'),
    environment,
    bus,
    keychain,
    keyringPrompt,
    async trust(caPem) {
      await trust(home, caPem)
      await giveTo(owner, home)
    },
    openedUrls: async () => {
      const lines = await readFile(openedFile, 'utf8').catch(() => '')
      return lines.split('\n').filter(line => line !== '')
    },
    programs: async () => {
      const running = await processesNaming(home)
      return running.filter(
        ({ command }) => !/^\S*(dbus-daemon|gnome-keyring-daemon|secret-tool|at-spi\S*) /.test(command),
      )
    },
    async dispose() {
      await killAll(home, ({ command }) => !command.startsWith('dbus-daemon '))
      await keychain.stop()
      bus.close()
      await sessionBus.stop()
      await killAll(home, () => true)
      await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
    },
  }
}

const createEnvironment = (home: string, display: string): Record<string, string> => ({
  PATH: `${path.join(home, 'bin')}:${process.env['PATH'] ?? '/usr/bin:/bin'}`,
  HOME: home,
  XDG_CONFIG_HOME: path.join(home, '.config'),
  XDG_DATA_HOME: path.join(home, '.local/share'),
  XDG_CACHE_HOME: path.join(home, '.cache'),
  XDG_RUNTIME_DIR: path.join(home, 'run'),
  TMPDIR: path.join(home, 'tmp'),
  DISPLAY: display,
  XDG_SESSION_TYPE: 'x11',
  // A desktop that Chromium knows, so that it uses the Secret Service and not a store of its own.
  XDG_CURRENT_DESKTOP: 'GNOME',
  LANG: 'C.UTF-8',
  LANGUAGE: 'en',
  GSETTINGS_BACKEND: 'memory',
  NO_AT_BRIDGE: '1',
  DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${path.join(home, 'run/no-system-bus')}`,
})

async function killAll(home: string, which: (running: RunningProcess) => boolean): Promise<void> {
  await eventually('the end of every process of the desktop', async () => {
    const left = (await processesNaming(home)).filter(which)
    for (const { id } of left) signal(id, 'SIGKILL')
    return left.length === 0
  })
}

async function trust(home: string, caPem: string): Promise<void> {
  const database = path.join(home, '.pki/nssdb')
  const certificate = path.join(home, 'tmp/ca.pem')
  await mkdir(database, { recursive: true })
  await writeFile(certificate, caPem)
  const certutil = (...rest: string[]): Promise<unknown> =>
    run('certutil', ['-d', `sql:${database}`, ...rest])
  await certutil('-A', '-t', 'C,,', '-n', `end-to-end test ${randomUUID()}`, '-i', certificate)
}
