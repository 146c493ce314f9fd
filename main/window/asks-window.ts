import { app, type BrowserWindow, type WebContents } from 'electron'
import type { QuestionId } from '../../common/ids.ts'
import type { createAnswerable } from './answerable.ts'
import { followPage } from './follow-page.ts'
import { openOwnWindow, reloadLater, type Shared } from './own-window.ts'
import { ASKS_PAGE } from './page.ts'
import { comeIntoSight } from './sight.ts'

interface Options extends Shared {
  /** Called once for each new window, before its page loads. */
  readonly connect: (contents: WebContents) => void
  /** As it is called in the language that is spoken now. */
  readonly title: () => string
  readonly answerable: ReturnType<typeof createAnswerable>
  /** Called when the window was shown, or is gone. */
  readonly changed: () => void
}

const SIZES = { wanted: { width: 420, height: 540 }, least: { width: 340, height: 300 } }

/** How often it may be made anew for one question. */
const MOST_RENEWALS = 2

/**
 * How often it may become another size for its page, all of which keep a person from answering for a moment. Nobody could
 * answer what became taller and lower without end.
 */
const MOST_FITS = 20

interface Open {
  readonly window: BrowserWindow
  readonly fit: ReturnType<typeof followPage>
  readonly comeForward: () => void
}

/** The window in which a program asks. It is there as long as the question is open, or until the person closes it. */
export function createAsksWindow(options: Options) {
  const { title, prepared, clock, wayland, answerable, connect, changed } = options
  let asked: QuestionId | null = null
  let open: Open | undefined
  let opening: Promise<void> | undefined
  let wanted = false
  let renewals = 0
  let fits = 0

  /** All that is in it may have moved under a hand, so for a moment no answer counts. */
  function resized() {
    answerable.begins()
    changed()
  }

  function create() {
    fits = 0
    const window = openOwnWindow(options, {
      title: title(),
      address: ASKS_PAGE,
      sizes: SIZES,
      connect,
    })
    const sight = { clock, wayland, quietly: !wanted, renew: () => renew(true) }
    open = { window, fit: followPage(window, resized), comeForward: comeIntoSight(window, sight) }
    wanted = false
    for (const event of ['show', 'restore'] as const) {
      window.on(event as 'show', () => {
        answerable.shown(true)
        answerable.begins()
        changed()
      })
    }
    window.on('closed', () => {
      if (open?.window !== window) return
      open = undefined
      answerable.shown(false)
      changed()
    })
  }

  function renew(isWanted: boolean) {
    wanted = isWanted
    open?.window.destroy()
    if (open === undefined && asked !== null) create()
  }

  // HAZARD: as of the main window, which says more.
  if (wayland) {
    app.on('gpu-info-update', () => {
      if (open !== undefined && !open.window.isFocused() && renewals++ < MOST_RENEWALS) renew(false)
    })
  }

  /** Not in the event in which the page sent the answer: own-window.ts says why. */
  const closeLater = () =>
    void clock.at(clock.now(), () => {
      if (asked === null) open?.window.destroy()
    })

  function openSoon() {
    opening ??= prepared().then(() => {
      opening = undefined
      if (asked !== null && open === undefined) create()
    })
  }

  return {
    /** Opens for a new question, without taking the focus; closes once there is none. */
    follow(id: QuestionId | null) {
      if (id === asked) return
      asked = id
      renewals = 0
      fits = 0
      answerable.begins()
      if (id === null) return closeLater()
      wanted = false
      if (open === undefined) openSoon()
    },
    /** Makes it so tall, unless that has happened too often; what is in it scrolls then. */
    fit(height: number) {
      if (fits < MOST_FITS && open?.fit(height) === true) fits++
    },
    /** Shows the question anew: for a moment no answer counts. */
    reload() {
      fits = 0
      answerable.begins()
      open?.window.setTitle(title())
      reloadLater(open?.window, clock)
    },
    /** Brings it to the front, with the focus; false if there is no question. */
    show(): boolean {
      if (asked === null) return false
      if (open !== undefined) open.comeForward()
      else {
        wanted = true
        openSoon()
      }
      return true
    },
  }
}
