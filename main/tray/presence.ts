import type { Clock } from '../clock.ts'
import { busErrorCode } from '../platform/session-bus/port.ts'
import type { SessionBus } from '../platform/session-bus/session-bus.ts'

/**
 * Where a Linux desktop shows an icon: `items`: over D-Bus, as a StatusNotifierItem of a watcher that has a panel;
 * `embedded`: as a window in an older panel (XEmbed).
 */
export type TrayPlace = 'items' | 'embedded' | 'nowhere'

interface Options {
  readonly bus: Pick<SessionBus, 'ask' | 'listen' | 'follow'>
  readonly clock: Clock
  /** Reports whether there is an older panel, at first and whenever that changes. */
  readonly followEmbedding: (told: (present: boolean) => void) => void
  /** Called with where the icon goes, at first and whenever it has to be made anew, be it in the same place. */
  readonly told: (place: TrayPlace) => void
}

const WATCHER = 'org.kde.StatusNotifierWatcher'
const ANSWER_WITHIN_MS = 25_000
const ANSWERS_AT_ONCE_MS = 2_000
const FIRST_LOOK_MS = 2_000
const SLOWEST_LOOK_MS = 60_000
const NOT_THERE = /^org\.freedesktop\.DBus\.Error\.(?:ServiceUnknown|NameHasNoOwner)$/

/** Follows where the desktop shows icons. A watcher counts only when it says that a panel shows its items. */
export function followTrayPlace({ bus, clock, followEmbedding, told }: Options) {
  let items: boolean | undefined
  let embedded: boolean | undefined
  let last: TrayPlace | undefined
  let questions = 0
  let pause = FIRST_LOOK_MS
  let cancelLook = () => {}

  function tell() {
    const place = items === true ? 'items' : embedded === true ? 'embedded' : 'nowhere'
    const isKnown = items === true || (items !== undefined && embedded !== undefined)
    if (!isKnown || place === last) return
    last = place
    told(place)
  }

  function found(present: boolean) {
    items = present
    tell()
  }

  function look() {
    cancelLook()
    const question = ++questions
    const isLatest = () => question === questions
    bus
      .ask({
        destination: WATCHER,
        path: '/StatusNotifierWatcher',
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        values: [WATCHER, 'IsStatusNotifierHostRegistered'],
        returns: 'v',
        start: false,
        within: ANSWER_WITHIN_MS,
      })
      .then(
        ({ values: [{ value }] }) => {
          if (!isLatest()) return
          cancelLook()
          found(value === true)
          if (value !== true) lookLater()
        },
        (error: unknown) => {
          if (!isLatest()) return
          cancelLook()
          found(false)
          // The bus announces a new owner, but not when an owner starts to answer.
          if (!NOT_THERE.test(busErrorCode(error) ?? '')) lookLater()
        },
      )
  }

  function lookLater() {
    cancelLook = clock.at(clock.now() + pause, look)
    pause = Math.min(pause * 2, SLOWEST_LOOK_MS)
  }

  function gone() {
    cancelLook()
    questions++
    found(false)
  }

  /**
   * HAZARD: a watcher that ends may have a successor already, with which Electron has registered the icon by itself. Such
   * an icon must not end at once: a panel that learns of an item and of its end together keeps it for ever (lxqt-panel).
   */
  function replaced() {
    look()
    items = undefined
    if (last === 'items') last = undefined
    pause = FIRST_LOOK_MS
    cancelLook = clock.at(clock.now() + ANSWERS_AT_ONCE_MS, () => found(false))
  }

  bus.listen(
    {
      from: 'org.freedesktop.DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameOwnerChanged',
      first: WATCHER,
      signature: 'sss',
    },
    ({ sender }) => {
      if (sender !== 'org.freedesktop.DBus') return
      replaced()
    },
  )
  for (const member of ['StatusNotifierHostRegistered', 'StatusNotifierHostUnregistered']) {
    bus.listen({ from: WATCHER, interface: WATCHER, member, signature: '' }, look)
  }
  followEmbedding(present => {
    embedded = present
    tell()
  })
  bus.follow(joined => {
    if (joined) look()
    else gone()
  })
}
