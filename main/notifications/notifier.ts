import { Notification } from 'electron'
import type { Snapshot } from '../../preload/contract.ts'
import { createMessages, type Message, notification } from './messages.ts'

interface Options {
  readonly isWindowOpen: () => boolean
  readonly showWindow: () => void
  readonly platform?: NodeJS.Platform
}

/** Linux desktops read the body as markup, in which a name from outside could bring its own links and pictures. */
const escaped = (body: string): string =>
  body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Tells the person how an attempt ended when no window shows it. Nothing else is worth an interruption. */
export function createNotifier({ isWindowOpen, showWindow, platform = process.platform }: Options) {
  const messageFor = createMessages()
  // Kept until it is closed: a notification that is collected as garbage loses its click.
  let shown: Notification | undefined
  function show({ title, body: plain }: Message) {
    if (!Notification.isSupported()) return
    shown?.close()
    const body = platform === 'linux' ? escaped(plain) : plain
    shown = new Notification({ title, body, silent: true })
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
