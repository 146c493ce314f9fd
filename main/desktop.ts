import { systemClock } from './clock.ts'
import type { FileWork } from './files/file-work.ts'
import { createElectronNotifications, type ShowNotification } from './notifications/electron-notifications.ts'
import { type AskSessionBus, BusError } from './session-bus/port.ts'

/** Where the tray shows an icon; each time it is told, the icon has to be made anew. */
export type TrayPlace = import('./tray/presence.ts').TrayPlace

export interface Desktop {
  readonly ask: AskSessionBus
  readonly followTrayPlace: (told: (place: TrayPlace) => void) => void
  /** Whether something keeps the tray's icon away for many seconds, though it has a place. */
  readonly isIconLate: () => Promise<boolean>
  readonly show: ShowNotification
  /** Before a window is made. Resolves within a second or two, whatever the desktop does. */
  readonly lookForScreenReader: () => Promise<void>
  readonly close: () => void
}

interface Options {
  readonly observe: (what: string, problem: unknown) => void
  /** The bytes of the icon for notifications, a PNG. */
  readonly icon: () => Buffer | null
  readonly work: FileWork
}

/** What the app asks of the desktop. Nothing of it makes main wait for another program. */
export function openDesktop({ observe, icon, work }: Options): Desktop {
  if (process.platform !== 'linux') {
    return {
      ask: () => Promise.reject(new BusError('no-bus')),
      followTrayPlace: told => told('items'),
      isIconLate: () => Promise.resolve(false),
      show: createElectronNotifications(observe),
      lookForScreenReader: () => Promise.resolve(),
      close() {},
    }
  }
  const opened = import('./linux-desktop.ts').then(({ openLinuxDesktop }) =>
    openLinuxDesktop({ environment: process.env, clock: systemClock, work, observe, icon }),
  )
  return {
    ask: async question => (await opened).ask(question),
    followTrayPlace: told => void opened.then(desktop => desktop.followTrayPlace(told)),
    show: (message, clicked) => void opened.then(desktop => desktop.show(message, clicked)),
    isIconLate: async () => (await opened).isIconLate(),
    lookForScreenReader: async () => (await opened).lookForScreenReader(),
    close: () => void opened.then(desktop => desktop.close()),
  }
}
