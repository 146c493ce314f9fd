import { Notification } from 'electron'
import type { Message } from './messages.ts'

export type ShowNotification = (message: Message, clicked: () => void) => void

/** Shows one message at a time, on systems where Electron does not wait for another program to do it. */
export function createElectronNotifications(
  observe: (what: string, problem: unknown) => void,
): ShowNotification {
  // Kept until it is closed: a notification that is garbage-collected loses its click.
  let shown: Notification | undefined
  return ({ title, body }, clicked) => {
    if (!Notification.isSupported()) return
    shown?.close()
    shown = new Notification({ title, body, silent: true })
    shown.on('click', clicked)
    shown.on('failed', (_event, reason) => observe('No notification was shown', new Error(reason)))
    shown.show()
  }
}
