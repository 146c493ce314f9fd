import { app } from 'electron'
import { randomUUID } from 'node:crypto'
import type { AskSessionBus } from '../platform/session-bus/port.ts'
import { FOR_COMMANDS } from '../start/wish.ts'
import { createAccess } from './late-access.ts'
import { isScreenLocked } from './screen-lock.ts'

type Given = Omit<
  Parameters<typeof createAccess>[0],
  'folder' | 'own' | 'end' | 'newId' | 'subscribe' | 'isSeen' | 'who'
>

interface Options extends Given {
  readonly services: Given['services'] & { subscribe(changed: () => void): void }
  /** Whether the screen is locked, where the system tells the app so. */
  readonly isLocked: () => boolean
  /** Asks a program on the session bus, on Linux. */
  readonly ask: AskSessionBus
}

/** What commands reach of this app, on this computer. */
export const openAccessHere = ({ isLocked, ask, services, ...given }: Options) =>
  createAccess({
    ...given,
    services,
    folder: app.getPath('userData'),
    own: process.execPath,
    end: process.argv.includes(FOR_COMMANDS) ? () => app.quit() : null,
    newId: randomUUID,
    subscribe: changed => services.subscribe(changed),
    // On no screen nobody can see its windows.
    isSeen: async () =>
      app.commandLine.getSwitchValue('ozone-platform') !== 'headless' &&
      !isLocked() &&
      !(process.platform === 'linux' && (await isScreenLocked(ask))),
  })
