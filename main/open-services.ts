import { app, net } from 'electron'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import type { FileWork } from './files/file-work.ts'
import { describeInstallation } from './installation.ts'
import type { Log } from './log.ts'
import { openPlex } from './plex/open.ts'
import { createServices } from './services.ts'
import type { AskSessionBus } from './session-bus/port.ts'
import { openSettings } from './settings/file.ts'
import { machineId, readSystemFile } from './settings/machine-id.ts'
import { openSystemKeychain } from './vault/system-keychain.ts'

interface Options {
  /** The folder with everything that was bundled. */
  readonly files: string
  readonly log: Log
  readonly work: FileWork
  /** Asks somebody on the session bus, on Linux. */
  readonly ask: AskSessionBus
  /** Told when a revocation was owed for too long. */
  readonly givenUp: () => void
}

/** The services over this computer's files, keychain and network. */
export async function openServices({ files, log, work, ask, givenUp }: Options) {
  const settings = await openSettings({
    path: join(app.getPath('userData'), 'settings.json'),
    home: app.getPath('home'),
    work,
    newIdentifier: randomUUID,
    computer: machineId(process.platform, { read: readSystemFile(work) }),
    report: log.warn,
  })
  const installation = describeInstallation(settings.get().clientIdentifier)
  const { api, proxyLogin, proxyQuestion } = openPlex({
    installation,
    environment: process.env,
    work,
    clock: systemClock,
    unblocked: () => services.unblocked(),
  })
  const services = createServices({
    clock: systemClock,
    api,
    keychain: openSystemKeychain({ files, work, ask }),
    memory: settings,
    isOnline: () => net.isOnline(),
    givenUp,
    observe: (what, problem) => (problem === undefined ? log.info(what) : log.warn(what, problem)),
  })
  return { settings, installation, proxyLogin, proxyQuestion, services }
}
