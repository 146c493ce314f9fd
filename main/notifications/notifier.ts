import type { Snapshot } from '../../common/contract.ts'
import type { ShowNotification } from './electron-notifications.ts'
import { createMessages, notification } from './messages.ts'

interface Options {
  readonly isWindowOpen: () => boolean
  readonly showWindow: () => void
  readonly show: ShowNotification
}

/** Tells the person how an attempt ended when no window shows it. Nothing else is worth an interruption. */
export function createNotifier({ isWindowOpen, showWindow, show }: Options) {
  const messageFor = createMessages()
  return {
    follow(snapshot: Snapshot) {
      const message = messageFor(snapshot)
      if (message !== null && !isWindowOpen()) show(message, showWindow)
    },
    /** What no state shows for long enough, so that it is told whether or not the window is open. */
    tell: (what: 'revocationGivenUp' | 'windowFailed') => show(notification(what), showWindow),
  }
}
