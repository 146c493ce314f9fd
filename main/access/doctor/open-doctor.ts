import { app } from 'electron'
import { randomUUID } from 'node:crypto'
import { release, type as systemName } from 'node:os'
import { join } from 'node:path'
import type { DoctorAnswer } from '../../../common/access-answers.ts'
import type { Text } from '../../../common/text.ts'
import { systemClock } from '../../clock.ts'
import type { Desktop } from '../../desktop.ts'
import type { FileWork } from '../../files/file-work.ts'
import type { KeyRecords } from '../../keys/book.ts'
import type { LaunchAtLogin } from '../../launch-at-login/launch-at-login.ts'
import type { Log } from '../../log.ts'
import type { Installation } from '../../plex/headers.ts'
import type { Seen } from '../../plex/way.ts'
import type { Services } from '../../services.ts'
import type { Devices } from './account.ts'
import type { TrayState } from './computer.ts'
import { createDoctor, type Doctor } from './doctor.ts'
import { lookAtBus, lookForPanel } from './look-at-bus.ts'
import { lookAtFiles } from './look-at-files.ts'
import { readLog } from './read-log.ts'
import { readWay } from './read-way.ts'
import { doctorReport } from './report.ts'
import { tryKeychain } from './round-trip.ts'

interface Options {
  readonly text: Text
  readonly log: Log
  readonly work: FileWork
  readonly desktop: Pick<Desktop, 'ask'>
  readonly services: Services
  readonly installation: Pick<Installation, 'clientIdentifier' | 'version'>
  readonly keyRecords: Pick<KeyRecords, 'get'>
  readonly lookOnWay: (signal: AbortSignal) => Promise<Seen>
  readonly launchAtLogin: Pick<LaunchAtLogin, 'state'>
  readonly tray: { isThere(): boolean }
}

export interface OpenDoctor extends Doctor {
  /** What it found and the end of the log, for others to read. `known`: secrets that nothing gives away as such. */
  readonly reportOf: (answer: DoctorAnswer, known: readonly string[]) => Promise<string>
}

/** Doctor over this computer. */
export function openDoctor(options: Options): OpenDoctor {
  const { text, log, work, services, installation, keyRecords, lookOnWay, launchAtLogin } = options
  const { ask } = options.desktop
  const isLinux = process.platform === 'linux'
  const folder = app.getPath('userData')
  const bus = async () => (isLinux ? lookAtBus(ask) : null)

  async function tray(): Promise<TrayState> {
    if (app.commandLine.getSwitchValue('ozone-platform') === 'headless') return 'no-display'
    if (options.tray.isThere()) return 'there'
    return isLinux ? lookForPanel(ask) : 'untold'
  }

  async function devices(signal: AbortSignal): Promise<Devices | null> {
    const { session } = services.signIn.state().sessions
    const token = services.vault.held()
    if (session?.kind !== 'signed-in' || token === undefined) return null
    return {
      list: await services.api.devices(token, signal).catch(() => null),
      since: services.record.signedInAt(session.id),
      own: new Set([installation.clientIdentifier, ...keyRecords.get().map(({ identifier }) => identifier)]),
    }
  }

  const doctor = createDoctor({
    text,
    clock: systemClock,
    report: log.warn,
    looks: {
      program: () => ({
        version: installation.version,
        electron: process.versions.electron ?? '?',
        chrome: process.versions['chrome'] ?? '?',
        node: process.versions.node,
        system: `${systemName()}\u00a0${release()} (${process.arch})`,
      }),
      isSandboxed: () => !app.commandLine.hasSwitch('no-sandbox'),
      bus,
      tray,
      keychain: () =>
        tryKeychain({
          keychain: services.keychain,
          item: services.testItem,
          bus,
          // Windows' credentials are open as long as the person is signed in; macOS may ask for a password.
          asksNobody: process.platform === 'win32',
          newText: randomUUID,
        }),
      isSignedIn: () => services.signIn.state().sessions.session?.kind === 'signed-in',
      login: () => launchAtLogin.state(),
      folder,
      files: () =>
        lookAtFiles({
          work,
          paths: ['memory.json', 'preferences.json', 'keys.json'].map(name => join(folder, name)),
          within: [app.getPath('home')],
        }),
      way: async signal => readWay(await lookOnWay(signal), systemClock.calendar()),
      keys: () =>
        services.keys
          .view({
            now: systemClock.now(),
            calendar: systemClock.calendar(),
            qr: () => ({ path: '', modules: 0 }),
          })
          .list.map(({ state }) => state),
      devices,
    },
  })
  return {
    ...doctor,
    async reportOf(answer, known) {
      const lines = await readLog(log.path, work)
      return doctorReport(text, { answer, log: lines, known })
    },
  }
}
