import type { Holder } from './clipboard/holder.ts'
import { systemClock } from './clock.ts'
import type { FileWork } from './files/file-work.ts'
import { createElectronNotifications, type ShowNotification } from './notifications/electron-notifications.ts'
import { type AskSessionBus, BusError } from './platform/session-bus/port.ts'

/** Where the desktop shows tray icons. Each time this is reported, the icon has to be made anew. */
export type TrayPlace = import('./tray/presence.ts').TrayPlace

export interface Desktop {
  readonly ask: AskSessionBus
  readonly followTrayPlace: (told: (place: TrayPlace) => void) => void
  /** Whether the desktop asks for high contrast in a way that Chromium does not hear. */
  readonly followAskedContrast: (told: (asked: boolean) => void) => void
  /** Whether something delays the tray's icon by many seconds although it has a place. */
  readonly isIconLate: () => Promise<boolean>
  readonly show: ShowNotification
  /** What has the clipboard without Electron; null where Electron is the only way. `lost`: once it has not any more. */
  readonly holdClipboard: (lost: () => void) => Promise<Holder | null>
  /** Call this before a window is made. Resolves within a second or two, whatever the desktop does. */
  readonly lookForScreenReader: () => Promise<void>
  readonly close: () => void
}

interface Options {
  readonly observe: (what: string, problem: unknown) => void
  /** The icon for notifications, as a PNG. */
  readonly icon: () => Buffer | null
  readonly work: FileWork
}

/** What the app asks of the desktop. None of it makes main wait for another program. */
export function openDesktop({ observe, icon, work }: Options): Desktop {
  if (process.platform !== 'linux') {
    return {
      ask: () => Promise.reject(new BusError('no-bus')),
      followTrayPlace: told => told('items'),
      followAskedContrast() {},
      isIconLate: () => Promise.resolve(false),
      show: createElectronNotifications(observe),
      holdClipboard: () => Promise.resolve(null),
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
    followAskedContrast: told => void opened.then(desktop => desktop.followAskedContrast(told)),
    show: (message, clicked) => void opened.then(desktop => desktop.show(message, clicked)),
    isIconLate: async () => (await opened).isIconLate(),
    holdClipboard: async lost => (await opened).holdClipboard(lost),
    lookForScreenReader: async () => (await opened).lookForScreenReader(),
    close: () => void opened.then(desktop => desktop.close()),
  }
}
