import type { KeychainTrouble } from '../../common/problems.ts'
import type { KeychainCalls } from './calls.ts'
import type { Asking, ItemKeychain, Reach, StoredHint } from './port.ts'
import { type Change, createSealedItem } from './sealed-item.ts'
import { KeptError, troubleOf } from './trouble.ts'
import { beyond, isEmpty, joined, nothing, opened, sealed, type Unfinished } from './unfinished-text.ts'

export const UNFINISHED_ACCOUNT = 'unfinished'

export type UnfinishedBusiness = ReturnType<typeof createUnfinished>

type Hint = Exclude<StoredHint, 'given-up'>

interface Options {
  readonly calls: Pick<KeychainCalls, 'ask' | 'asking' | 'subscribe' | 'refuse' | 'refusals' | 'questions'>
  readonly keychain: ItemKeychain
  readonly hint: { get(): Hint; set(hint: Hint): void }
  /** Called with why the keychain does not take it. */
  readonly observe?: (what: string, problem: unknown) => void
}

/**
 * Unfinished business in one item of the keychain, since all of it is credentials. What the keychain does not take
 * lasts until the app quits; what it holds is never overwritten before it has been read.
 */
export function createUnfinished({ calls, keychain, hint, observe = () => {} }: Options) {
  let present = nothing
  let loaded = false
  let stored = true
  /** Whether no other copy may hold what this run does not know. */
  let whole = false
  /** Why the keychain did not take what is present, when that was tried last. */
  let trouble: KeychainTrouble | null = null
  const listeners = new Set<(older: Unfinished) => void>()
  let turn: Promise<unknown> = Promise.resolve()

  const item = createSealedItem({
    account: UNFINISHED_ACCOUNT,
    calls,
    keychain,
    // What is in it is never given up: a run that is cut short leaves it to the next.
    hint: { get: () => hint.get(), set: value => hint.set(value === 'given-up' ? 'yes' : value) },
  })

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  /** Only what is new: another keyring may have a copy of the same. */
  function join(text: string | null) {
    const older = beyond(opened(text), present)
    if (!isEmpty(older)) present = joined(older, present)
    loaded = true
    for (const listener of listeners) listener(older)
  }

  /** Never fails: what the keychain does not take stays in memory, and the next change or load tries again. */
  async function trySettling(how: Asking) {
    try {
      await settle(how)
      trouble = null
    } catch (error) {
      const before = trouble
      trouble = troubleOf(error)
      if (trouble !== before) observe('What is unfinished is in memory alone', error)
    }
  }

  async function settle(how: Asking) {
    if (!loaded) join(await item.read(how))
    const isLeft = !whole && (await lookForOthers())
    if (!stored) await store(how)
    // What came to light as it was stored is stored as well.
    if (!stored) await store(how)
    whole = !isLeft
  }

  /** A reading tells of one copy alone, and a change reads all that are open. Whether one is left behind a lock. */
  async function lookForOthers(): Promise<boolean> {
    if (item.state().kind === 'empty') return false
    const { copies, ...found } = await keychain.locate(UNFINISHED_ACCOUNT)
    if (copies > 1) stored = false
    return found.beyond === 'locked'
  }

  async function store(how: Asking) {
    const attempted = present
    // Only now: an item that was there after all has just been joined. What was known is in what is present.
    const replacing = async (text: string, isKnown: boolean) => {
      if (isKnown) return
      join(text)
      void item.write(sealed(present), how).catch(() => {})
    }
    const change = { ...how, replacing }
    if (!isEmpty(attempted)) await item.write(sealed(attempted), change)
    else await erase(change)
    stored = present === attempted
  }

  /**
   * A keychain may ask the person before it deletes, or fail to: then it keeps an item that says that nothing is
   * unfinished.
   */
  async function erase(change: Change) {
    try {
      await item.erase(change)
    } catch (error) {
      // What cannot be read now cannot be written over either, and will be erased once it can be.
      if (!(error instanceof KeptError)) throw error
      await item.write(sealed(nothing), change)
    }
  }

  const isSettled = () => loaded && stored

  const reachOthers = (): Promise<Reach> =>
    keychain
      .locate(UNFINISHED_ACCOUNT)
      .then(found => (found.beyond === 'locked' ? 'keychain-locked' : 'open'), troubleOf)

  return {
    /** What an earlier run left; only what is in memory if the keychain does not tell. */
    load: (how: Asking = {}): Promise<Unfinished> =>
      inTurn(async () => {
        await trySettling(how)
        return present
      }),
    get: () => present,
    /** Whether the keychain has been read, and holds what is present. */
    isSettled,
    /** Whether there is nothing for `load` to do. */
    isClear: () => isSettled() && whole,
    /** Why it is not settled; null if it is. */
    whyUnsettled: (): KeychainTrouble | null => (isSettled() ? null : (trouble ?? 'keychain-silent')),
    /**
     * Calls back once with what an earlier run left, as soon as it can be read: at login the keychain may still be
     * locked.
     */
    whenLoaded: (listener: (older: Unfinished) => void) => void listeners.add(listener),
    /**
     * Changes memory at once, and the keychain as soon as possible. Resolves when that has been tried. Nobody is asked:
     * a code that renews itself is no reason for a question.
     */
    update: (change: (now: Unfinished) => Partial<Unfinished>): Promise<void> => {
      present = { ...present, ...change(present) }
      stored = false
      return inTurn(() => trySettling({ silently: true }))
    },
    /** What a silent try would meet now. */
    reach: (): Promise<Reach> => (isSettled() ? reachOthers() : item.reach()),
  }
}
