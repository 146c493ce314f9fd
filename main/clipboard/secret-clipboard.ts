import { CLEARED_AFTER_MS } from '../../common/key-limits.ts'
import type { Clock } from '../clock.ts'
import type { Holder, Outcome } from './holder.ts'
import { NotCopied } from './not-copied.ts'
import type { SystemClipboard } from './system-clipboard.ts'

const ANSWERS_WITHIN_MS = 1_000
const TRIES_AGAIN_AFTER_MS = 1_000
const MOST_TRIES = 10

interface Options {
  readonly clock: Pick<Clock, 'now' | 'at'>
  /** What has the clipboard without Electron, where there is such a thing. */
  readonly hold: (lost: () => void) => Promise<Holder | null>
  readonly system: SystemClipboard
  readonly report: (what: string, error: unknown) => void
}

export interface SecretClipboard {
  /**
   * Copies a text, and takes it off again after a minute unless something else is there by then. Rejects with
   * `NotCopied` unless it is known to be there. `pressed`: whether somebody pressed something in the window, on desktops
   * that want it.
   */
  readonly put: (text: string, pressed: boolean) => Promise<void>
  /** Something else of ours was put there since. */
  readonly replaced: () => void
  /** In how many milliseconds it is taken off; null if nothing of ours is known to be there. */
  readonly clearsInMs: () => number | null
  /** Calls `changed` when something was put there or taken off. Returns a function that ends that. */
  readonly subscribe: (changed: () => void) => () => void
  /** Takes off what is there now, within a second. Nothing can be put there later. */
  readonly end: () => Promise<void>
}

/** A text of ours on the clipboard. */
interface There {
  /** What has it; null if Electron has. */
  readonly by: Holder | null
  readonly clearsAt: number
  readonly cancel: () => void
  readonly takeOff: () => Promise<void>
}

const reasons: Record<Exclude<Outcome, 'unreachable'>, string> = {
  held: 'Something else is on the clipboard',
  'taken-away': 'Something else is on the clipboard',
  silent: 'The X server does not answer',
  'too-long': 'The text is too long for the X server',
}

/** Copies what nobody else is to keep: a key. */
export function createSecretClipboard({ clock, hold, system, report }: Options): SecretClipboard {
  const listeners = new Set<() => void>()
  let holder: Holder | null = null
  let there: There | null = null
  let ending: Promise<void> | null = null
  let turn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  /** Other programs are asked, of which some never answer. */
  const soon = <T>(answer: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const late = () => reject(new NotCopied('The clipboard does not answer'))
      const cancel = clock.at(clock.now() + ANSWERS_WITHIN_MS, late)
      void answer.then(resolve, reject).finally(cancel)
    })

  function become(next: There | null) {
    if (there === null && next === null) return
    there?.cancel()
    there = next
    for (const changed of listeners) changed()
  }

  function lost(by: Holder) {
    if (holder === by) holder = null
    if (there?.by === by) become(null)
  }

  function mayPut() {
    if (ending !== null) throw new NotCopied('Latchkey is ending')
  }

  async function held(): Promise<Holder | null> {
    const made: Holder | null = await hold(() => made !== null && lost(made)).catch(() => null)
    return made
  }

  /** Puts it there without Electron; null if there is no way to do that. */
  async function putByHolder(text: string): Promise<Holder | null> {
    holder ??= await held()
    mayPut()
    const by = holder
    if (by === null) return null
    const outcome = await by.take(text)
    if (outcome === 'held' && by.isHolding()) return by
    lost(by)
    if (outcome === 'unreachable') return null
    throw new NotCopied(reasons[outcome])
  }

  function giveUp(by: Holder): Promise<void> {
    if (holder === by) holder = null
    return by.giveUp()
  }

  const clear = async (text: string) => {
    if ((await soon(system.read())) === text) system.clear()
  }

  async function putByElectron(text: string): Promise<void> {
    mayPut()
    const writing = system.write(text)
    try {
      await soon(writing)
      if ((await soon(system.read())) === text) return
    } catch (cause) {
      // It may be there all the same, or come later.
      const earlier = there
      stay(null, 0, async () => {
        await clear(text)
        await earlier?.takeOff()
      })
      void writing.then(() => clear(text)).catch(() => {})
      throw new NotCopied('The clipboard does not answer', { cause })
    }
    throw new NotCopied('Something else is on the clipboard')
  }

  function stay(by: Holder | null, forMs: number, takeOff: () => Promise<void>) {
    let triesLeft = MOST_TRIES
    const clearsAt = clock.now() + forMs
    const wait = (until: number) => clock.at(until, () => void inTurn(expire))
    let cancel = wait(clearsAt)
    const mine: There = { by, clearsAt, takeOff, cancel: () => cancel() }
    become(mine)
    async function expire() {
      if (there !== mine) return
      try {
        await takeOff()
      } catch (error) {
        report('The clipboard was not cleared', error)
        if (--triesLeft > 0) return void (cancel = wait(clock.now() + TRIES_AGAIN_AFTER_MS))
      }
      if (there === mine) become(null)
    }
  }

  async function takeOff() {
    const last = there
    become(null)
    await last?.takeOff()
  }

  return {
    async put(text, pressed) {
      if (!pressed) throw new NotCopied('Nobody pressed anything in the window')
      await inTurn(async () => {
        mayPut()
        const by = await putByHolder(text)
        if (by === null) await putByElectron(text)
        stay(by, CLEARED_AFTER_MS, () => (by === null ? clear(text) : giveUp(by)))
      })
    },
    replaced: () => void inTurn(async () => become(null)),
    clearsInMs: () => (there === null ? null : Math.max(0, there.clearsAt - clock.now())),
    subscribe(changed) {
      listeners.add(changed)
      return () => void listeners.delete(changed)
    },
    end: () =>
      (ending ??= soon(inTurn(takeOff))
        .catch((error: unknown) => report('The clipboard was not cleared', error))
        .finally(() => holder?.drop())),
  }
}
