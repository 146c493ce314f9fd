import { app } from 'electron'
import { randomUUID } from 'node:crypto'
import { systemClock } from '../clock.ts'
import type { Desktop } from '../desktop.ts'
import type { FileWork } from '../files/file-work.ts'
import type { Log } from '../log.ts'
import { type Installation, userAgentOf } from '../plex/headers.ts'
import { FOR_COMMANDS } from '../start/wish.ts'
import { createAccess } from './late-access.ts'
import { createMore } from './late-more.ts'
import { isScreenLocked } from './screen-lock.ts'

type Access = Parameters<typeof createAccess>[0]

interface Options extends Pick<Access, 'openPage'> {
  readonly work: FileWork
  readonly log: Log
  readonly desktop: Pick<Desktop, 'ask'>
  readonly services: Access['services'] & { subscribe(changed: () => void): void }
  readonly installation: Installation
  readonly doctor: Parameters<typeof createMore>[0]['doctor']
  /** Whether the screen is locked, where the system tells the app so. */
  readonly isLocked: () => boolean
}

/** What commands reach of this app, on this computer. */
export function openAccessHere(options: Options) {
  const { work, openPage, log, desktop, services, installation, doctor, isLocked } = options
  const report = log.warn
  return createAccess({
    clock: systemClock,
    work,
    services,
    installation,
    openPage,
    report,
    more: createMore({ doctor, userAgent: userAgentOf(installation), work, report }),
    folder: app.getPath('userData'),
    own: process.execPath,
    end: process.argv.includes(FOR_COMMANDS) ? () => app.quit() : null,
    newId: randomUUID,
    subscribe: changed => services.subscribe(changed),
    // On no screen nobody can see its windows.
    isSeen: async () =>
      app.commandLine.getSwitchValue('ozone-platform') !== 'headless' &&
      !isLocked() &&
      !(process.platform === 'linux' && (await isScreenLocked(desktop.ask))),
  })
}
