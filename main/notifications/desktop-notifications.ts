import type { Value, Variant } from '../platform/session-bus/read.ts'
import type { SessionBus } from '../platform/session-bus/session-bus.ts'
import type { ShowNotification } from './electron-notifications.ts'
import type { Message } from './messages.ts'

/** Eight bits each of red, green, blue and alpha for each pixel, row by row. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Buffer
}

interface Options {
  readonly bus: Pick<SessionBus, 'ask' | 'listen'>
  /** The desktop entry without its extension, by which a desktop knows the app. */
  readonly entry: string
  readonly icon: () => Pixels | null
  readonly observe: (what: string, problem: unknown) => void
}

interface Shown {
  readonly id: number
  readonly sender: string
  readonly clicked: () => void
}

const NAME = 'org.freedesktop.Notifications'
const SERVICE = { destination: NAME, path: '/org/freedesktop/Notifications', interface: NAME } as const
const CAPABILITIES_WITHIN_MS = 5_000
// As long as a bus waits for a service that it starts. Nothing waits for this.
const SHOWN_WITHIN_MS = 120_000
// Other programs' clicks are heard as well.
const MOST_EARLY = 100

/**
 * Shows one message at a time on a Linux desktop. If the service does not answer, it comes late or not at all
 * (specifications.freedesktop.org/notification-spec).
 */
export function createDesktopNotifications({ bus, entry, icon, observe }: Options): ShowNotification {
  let latest = 0
  let shown: Shown | undefined
  // Clicks that may belong to the message being shown: its id comes with the answer, and a click may come earlier.
  let early: { readonly id: Value; readonly sender: string }[] | undefined

  bus.listen(
    { from: NAME, interface: NAME, member: 'ActionInvoked', signature: 'us' },
    ({ sender, values }) => {
      const [id, action] = values
      if (action !== 'default') return
      if (isShown(sender, id)) shown?.clicked()
      else if (early !== undefined && early.length < MOST_EARLY) early.push({ id, sender })
    },
  )
  bus.listen(
    { from: NAME, interface: NAME, member: 'NotificationClosed', signature: 'uu' },
    ({ sender, values: [id] }) => {
      if (isShown(sender, id)) shown = undefined
    },
  )
  const isShown = (sender: string, id: number) => shown?.id === id && shown.sender === sender

  function close(id: number) {
    const question = { ...SERVICE, member: 'CloseNotification', signature: 'u', values: [id] }
    bus.ask({ ...question, returns: '', start: false }).catch(() => {})
  }

  async function show(message: Message, clicked: () => void) {
    const turn = ++latest
    const can = await capabilities()
    if (turn !== latest) return
    if (shown !== undefined) close(shown.id)
    shown = undefined
    const clicks: typeof early = []
    early = clicks
    const {
      sender,
      values: [id],
    } = await bus.ask({
      ...SERVICE,
      member: 'Notify',
      signature: 'susssasa{sv}i',
      values: notification(message, can),
      returns: 'u',
      within: SHOWN_WITHIN_MS,
    })
    if (turn !== latest) return close(id)
    shown = { id, sender, clicked }
    early = undefined
    if (clicks.some(click => click.id === id && click.sender === sender)) clicked()
  }

  async function capabilities(): Promise<readonly string[]> {
    const question = {
      ...SERVICE,
      member: 'GetCapabilities',
      returns: 'as',
      within: CAPABILITIES_WITHIN_MS,
    } as const
    return bus.ask(question).then(
      ({ values: [can] }) => can,
      () => ['actions', 'body-markup'],
    )
  }

  function notification({ title, body }: Message, can: readonly string[]): Value[] {
    const actions = can.includes('actions') ? ['default', ''] : []
    const text = can.includes('body-markup') ? escaped(body) : body
    return ['Latchkey', 0, '', printable(title), printable(text), actions, hints(), -1]
  }

  function hints(): ReadonlyMap<string, Variant> {
    const pixels = icon()
    return new Map<string, Variant>([
      ['desktop-entry', { signature: 's', value: entry }],
      ['suppress-sound', { signature: 'b', value: true }],
      ...(pixels === null
        ? []
        : [['image-data', { signature: '(iiibiiay)', value: image(pixels) }] as const]),
    ])
  }

  return (message, clicked) => {
    show(message, clicked).catch((error: unknown) => observe('No notification was shown', error))
  }
}

/** In markup a name from outside could bring its own links and pictures. */
const escaped = (body: string): string =>
  body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

// D-Bus allows no NUL in a text.
const printable = (text: string): string => text.replaceAll('\0', '')

const image = ({ width, height, data }: Pixels): Value => [width, height, width * 4, true, 8, 4, data]
