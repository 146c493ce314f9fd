import { type BusConnection, type BusReply, type IncomingCall, unwrap } from './bus-connection.ts'
import { eventually } from './eventually.ts'

/** One notification as the app sent it. */
export interface ShownNotification {
  readonly id: number
  readonly title: string
  readonly body: string
  /** Action identifiers and the text on their buttons; `default` is a click on the notification itself. */
  readonly actions: Readonly<Record<string, string>>
  readonly hints: Readonly<Record<string, unknown>>
}

/** The notification service of a desktop. */
export interface Notifications {
  /** Starts the service. Not called for a desktop without one. */
  open(): Promise<void>
  /** All notifications so far, oldest first, also those that were replaced. */
  all(): readonly ShownNotification[]
  waitFor(title: string | RegExp): Promise<ShownNotification>
  /** The person clicks the notification, or one of its buttons. */
  invoke(id: number, action?: string): void
  /** The person closes the notification. */
  dismiss(id: number): void
}

const name = 'org.freedesktop.Notifications'
const path = '/org/freedesktop/Notifications'
const dismissedByPerson = 2
const closedByApp = 3

/** A notification service on this bus; it is not there before `open`. */
export function createNotifications(bus: BusConnection): Notifications {
  const shown: ShownNotification[] = []
  const emit = (member: string, signature: string, body: readonly unknown[]): void =>
    bus.emit({ path, interface: name, member, signature, body })

  bus.serve(call => (call.interface === name ? answer(call) : null))

  function answer(call: IncomingCall): BusReply | null {
    switch (call.member) {
      case 'GetCapabilities':
        return { signature: 'as', body: [['actions', 'body', 'body-markup', 'persistence']] }
      case 'GetServerInformation':
        return { signature: 'ssss', body: ['end-to-end test', 'Latchkey', '1', '1.2'] }
      case 'Notify':
        return { signature: 'u', body: [record(call)] }
      case 'CloseNotification':
        emit('NotificationClosed', 'uu', [call.body[0], closedByApp])
        return { signature: '', body: [] }
      default:
        return null
    }
  }

  function record(call: IncomingCall): number {
    const [, replaces, , title, body, actions, hints] = call.body as NotifyBody
    const id = replaces === 0 ? shown.length + 1 : replaces
    const pairs = actions.flatMap((key, index) => (index % 2 === 0 ? [[key, actions[index + 1] ?? '']] : []))
    shown.push({
      id,
      title,
      body,
      actions: Object.fromEntries(pairs) as Record<string, string>,
      hints: unwrap(hints) as Record<string, unknown>,
    })
    return id
  }

  return {
    open: () => bus.own(name),
    all: () => [...shown],
    waitFor: title =>
      eventually(
        `the notification ${String(title)}`,
        () =>
          shown.find(entry => (typeof title === 'string' ? entry.title === title : title.test(entry.title))),
        { seen: () => shown.map(entry => entry.title) },
      ),
    invoke(id, action = 'default') {
      emit('ActionInvoked', 'us', [id, action])
      emit('NotificationClosed', 'uu', [id, dismissedByPerson])
    },
    dismiss: id => emit('NotificationClosed', 'uu', [id, dismissedByPerson]),
  }
}

type NotifyBody = [
  application: string,
  replaces: number,
  icon: string,
  title: string,
  body: string,
  actions: string[],
  hints: Record<string, unknown>,
]
