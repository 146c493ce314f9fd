import { app } from 'electron'
import { randomUUID } from 'node:crypto'
import { createAccess } from './late-access.ts'

/** Passed by a command that found no app: it ends some time after the last command, unless a person uses it. */
const FOR_COMMANDS = '--for-commands'

type Given = Omit<
  Parameters<typeof createAccess>[0],
  'folder' | 'own' | 'end' | 'newId' | 'subscribe' | 'isSeen' | 'who'
>

interface Options extends Given {
  readonly services: Given['services'] & { subscribe(changed: () => void): void }
  /** Whether the screen is locked. */
  readonly isLocked: () => boolean
}

/** What commands reach of this app, on this computer. */
export const openAccessHere = ({ isLocked, services, ...given }: Options) =>
  createAccess({
    ...given,
    services,
    folder: app.getPath('userData'),
    own: process.execPath,
    end: process.argv.includes(FOR_COMMANDS) ? () => app.quit() : null,
    newId: randomUUID,
    subscribe: changed => services.subscribe(changed),
    // On no screen nobody can see its windows.
    isSeen: () => app.commandLine.getSwitchValue('ozone-platform') !== 'headless' && !isLocked(),
  })
