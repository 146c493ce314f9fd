import type { Snapshot } from '../../common/contract.ts'
import type { Preferences } from '../../common/preferences.ts'
import type { Text } from '../../common/text.ts'
import type { ShowNotification } from './electron-notifications.ts'
import { createAsksMessages, createMessages, type Message, notification } from './messages.ts'

/** What no snapshot shows for long enough, and the notice that replaces it if there are no notifications. */
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
  let wanted: Preferences['notifications'] = 'all'
  let untold: (typeof NOTICES)[keyof typeof NOTICES] | null = null

  const isWanted = ({ isNewsOnly }: Message) =>
    wanted === 'all' || (wanted === 'needs-me' && isNewsOnly !== true)

  return {
    want: (which: Preferences['notifications']) => void (wanted = which),
    follow(snapshot: Snapshot) {
      const message = messageFor(snapshot)
      if (message !== null && isWanted(message) && !isWindowOpen()) show(message, showWindow)
      // Its window comes without the focus, so nobody has to have seen it.
      const asks = asksMessageFor(snapshot)
      if (asks !== null && isWanted(asks)) show(asks, showAsks)
    },
    /** Shown whether or not the window is open. */
    tell(what: keyof typeof NOTICES, values: { readonly name?: string } = {}) {
      const message = notification(text, what, values)
      if (isWanted(message)) return show(message, showWindow)
      untold = NOTICES[what]
      changed()
    },
    notice: () => untold,
    dismissNotice: () => void (untold = null),
  }
}
