import { countReached } from '../../common/reached.fake.ts'
import { type Account, ACCOUNTS, type History } from './history-draws.fake.ts'
import { isWaiting } from './item-state.ts'
import type { Keyrings } from './keyrings.fake.ts'
import type { TwoItems } from './two-items.fake.ts'

export const reached = {
  lost: countReached(),
  missing: countReached(),
  asked: countReached(),
  silent: countReached(),
  stored: countReached(),
  erased: countReached(),
}

/** What is promised of the texts of two items, and throws where that is broken. For tests. */
export function createPromises(
  { like, confirms, confirmsDelete, hint }: Omit<History, 'locked' | 'steps'>,
  keyrings: Keyrings,
  items: TwoItems,
) {
  /** What each should hold; undefined where no run knows any more. */
  const wanted = new Map<Account, string | null | undefined>()
  /** Those that have an owner for good. */
  const owned = new Set<string>()
  /** Those that this run knows. */
  let known = new Set<string>()
  /** Those that the app has stored, as far as it remembers that it did. */
  const ours = new Set<string>()
  /** Those that were there when nobody remembered any. */
  const unremembered = new Set<string>()
  const failures: Error[] = []

  if (hint === 'unknown') for (const each of ACCOUNTS) unremembered.add(`found-${each}`)

  function broken(what: string): Error {
    const error = new Error(what)
    failures.push(error)
    return error
  }

  /** Whoever asks knows what the state knows. */
  function learn() {
    for (const each of ACCOUNTS) {
      const state = items.item(each).state()
      if ('text' in state) known.add(state.text)
    }
  }

  keyrings.onLoss((_account, text) => {
    learn()
    reached.lost.again()
    if (!owned.has(text) && !known.has(text)) throw broken(`${text} was lost, which nobody knew`)
  })

  function check() {
    for (const { silently } of keyrings.asked) {
      if (silently) broken('A silent operation asked the person')
      reached.asked.again()
    }
    if (keyrings.mostOnScreen() > 1) broken('Two dialogs were on screen')
    if (failures[0] !== undefined) throw failures[0]
  }

  /** Whether it holds what was wanted last. */
  function holds(each: Account, text: string | null): boolean {
    const held = keyrings.texts(each)
    const isKeePassXC = like === 'keepassxc'
    // Those of others may lie beside it; so may what a locked database had hidden when nobody remembered it.
    // What goes only where somebody is asked has an owner until then.
    const asksFirst = isKeePassXC && (confirms || confirmsDelete)
    const mayStay = (other: string) => !ours.has(other) || (asksFirst && owned.has(other))
    const [first = null, ...others] = held
    if (text !== null) return first === text && others.every(mayStay)
    return held.every(other => isKeePassXC && unremembered.has(other))
  }

  return {
    broken,
    /** It was read, and is known from then on. */
    read: (text: string) => void known.add(text),
    /** From now on it should hold that; with null, nothing. What was known before has an owner. */
    want(each: Account, text: string | null) {
      learn()
      for (const one of known) owned.add(one)
      wanted.set(each, text)
      if (text === null) return
      known.add(text)
      ours.add(text)
    },
    /** What it should hold is anybody's guess. */
    forgo: (...accounts: readonly Account[]) => {
      for (const each of accounts) wanted.delete(each)
    },
    /** Gives an owner to what is stored over. */
    replacing: async (text: string) => {
      await Promise.resolve()
      owned.add(text)
    },
    /** The run is about to end, whatever it was at. */
    ending() {
      for (const each of ACCOUNTS) if (isWaiting(items.item(each).state())) wanted.delete(each)
      known = new Set()
    },
    /** Nothing is remembered any more of what is there. */
    forgotten() {
      ours.clear()
      for (const each of ACCOUNTS) for (const text of keyrings.texts(each)) unremembered.add(text)
      wanted.clear()
    },
    /** Throws if any was broken so far. */
    check,
    /** Throws unless each holds what was wanted last. The person has opened everything. */
    checkEnd() {
      check()
      for (const each of ACCOUNTS) {
        const text = wanted.get(each)
        if (text === undefined) continue
        ;(text === null ? reached.erased : reached.stored).again()
        if (holds(each, text)) continue
        const found = JSON.stringify(keyrings.texts(each))
        broken(`${each} holds ${found} instead of ${text} as ${JSON.stringify(items.item(each).state())}`)
      }
      check()
    },
  }
}
