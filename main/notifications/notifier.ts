import { Notification } from 'electron'
import type { Snapshot } from '../../preload/contract.ts'
import { createMessages, type Message, notification } from './messages.ts'

interface Options {
  readonly isWindowOpen: () => boolean
  readonly showWindow: () => void
}

/** Tells the person how an attempt ended when no window shows it. Nothing else is worth an interruption. */
export function createNotifier({ isWindowOpen, showWindow }: Options) {
  const messageFor = createMessages()
  // Kept until it is closed: a notification that is collected as garbage loses its click.
  let shown: Notification | undefined
  function show(message: Message) {
    if (!Notification.isSupported()) return
    shown?.close()
    shown = new Notification({ ...message, silent: true })
    shown.on('click', showWindow)
    shown.show()
  }

  return {
    follow(snapshot: Snapshot) {
      const message = messageFor(snapshot)
      if (message !== null && !isWindowOpen()) show(message)
    },
    /** What no state shows for long enough, so that it is told whether or not the window is open. */
    tell: (what: 'revocationGivenUp') => show(notification(what)),
  }
}
