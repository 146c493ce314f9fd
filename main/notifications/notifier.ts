import type { Snapshot } from '../../common/contract.ts'
import type { Text } from '../../common/text.ts'
import type { ShowNotification } from './electron-notifications.ts'
import { createAsksMessages, createMessages, notification } from './messages.ts'

/** What no snapshot shows for long enough, and the notice that replaces it if notifications are off. */
const NOTICES = {
  revocationGivenUp: 'revocation-given-up',
  windowFailed: 'window-failed',
  keyDied: 'key-died',
} as const

interface Options {
  readonly text: Text
  readonly isWindowOpen: () => boolean
  readonly showWindow: () => void
  /** Shows the window in which a program asks. */
  readonly showAsks: () => void
  readonly show: ShowNotification
  /** Called when there is a notice. */
  readonly changed: () => void
}

export type Notifier = ReturnType<typeof createNotifier>

/** Tells the person how an attempt ended when no window shows it. Nothing else is worth an interruption. */
export function createNotifier({ text, isWindowOpen, showWindow, showAsks, show, changed }: Options) {
  const messageFor = createMessages(text)
  const asksMessageFor = createAsksMessages(text)
  let isAllowed = true
  let untold: (typeof NOTICES)[keyof typeof NOTICES] | null = null

  return {
    allow: (on: boolean) => void (isAllowed = on),
    follow(snapshot: Snapshot) {
      const message = messageFor(snapshot)
      if (message !== null && isAllowed && !isWindowOpen()) show(message, showWindow)
      // Its window comes without the focus, so nobody has to have seen it.
      const asks = asksMessageFor(snapshot)
      if (asks !== null && isAllowed) show(asks, showAsks)
    },
    /** Shown whether or not the window is open. */
    tell(what: keyof typeof NOTICES, values: { readonly name?: string } = {}) {
      if (isAllowed) return show(notification(text, what, values), showWindow)
      untold = NOTICES[what]
      changed()
    },
    notice: () => untold,
    dismissNotice: () => void (untold = null),
  }
}
