import { Failure, toProblem } from '../failure.ts'
import type { KeychainCalls } from './calls.ts'
import { createItemAccess } from './item-access.ts'
import { createItemCopies } from './item-copies.ts'
import * as item from './item-state.ts'
import type { Asking, ItemKeychain, Mark, Reach, StoredHint } from './port.ts'

/** `replacing`: called with each text before it is lost; fails if it must not be yet. `isKnown`: this run has had it. */
export interface Change extends Asking {
  readonly replacing?: (text: string, isKnown: boolean) => Promise<void>
}

interface Options {
  readonly account: string
  readonly calls: Pick<KeychainCalls, 'ask' | 'asking' | 'subscribe' | 'refuse' | 'refusals' | 'questions'>
  readonly keychain: ItemKeychain
  readonly hint: { get(): StoredHint; set(hint: StoredHint): void }
  readonly mark?: Mark | undefined
}

export type SealedItem = ReturnType<typeof createSealedItem>

/**
 * One item of the keychain, changed one step after the other. All promises reject with a `Failure` of the keychain or an
 * `UnseenError`; with `keychain-asking` once the person is being asked, and what was begun then goes on.
 */
export function createSealedItem({ account, calls, keychain, hint, mark }: Options) {
  const access = createItemAccess({ account, calls, keychain, hint: () => hint.get(), mark })
  const copies = createItemCopies({ account, calls, keychain, access, mark })
  let state = item.remembered(hint.get())
  /** What the keychain was last given, which it may have taken although nobody could see it. */
  let sent: string | undefined
  /** Read for somebody who no longer waits for it. */
  let unheard = false
  let turn: Promise<unknown> = Promise.resolve()

  /**
   * One after the other, and no longer waited for once the person is being asked: nothing is begun beside a question,
   * and what was waiting when the person said no does not ask again.
   */
  function inTurn<T>(how: Asking, work: (silently: boolean) => Promise<T>): Promise<T> {
    const asked = () => new Failure('keychain-asking')
    if (calls.asking()) return Promise.reject(asked())
    const before = calls.refusals()
    const done = turn.then(() => work(how.silently === true || calls.refusals() !== before))
    turn = done.catch(() => {})
    return new Promise((resolve, reject) => {
      const unsubscribe = calls.subscribe(() => void (calls.asking() && reject(asked())))
      void done.then(resolve, reject).finally(unsubscribe)
    })
  }

  async function read(how: Asking): Promise<string | null> {
    const isHeardNow = unheard
    unheard = false
    if (state.kind === 'kept') {
      // What was told once need not be asked for again.
      if (isHeardNow) return state.text
      const { place } = await access.locate()
      if (place === 'guarded') return state.text
    }
    const before = calls.questions()
    const text = await copies.own(await access.read(how), how)
    unheard = calls.questions() !== before
    return text
  }

  /** Tells of all that a change is about to lose; resolves with how many texts there are. */
  async function handOut(change: Change, wanted: 'replaced' | 'erased'): Promise<number> {
    const texts = await copies.readAll(change, item.isUnread(state), wanted)
    // What is known need not have been read again.
    const known = new Set([...item.knownBeneath(state), ...(sent === undefined ? [] : [sent])])
    for (const text of new Set([...texts, ...known])) {
      if (text !== item.textHeld(state)) await change.replacing?.(text, known.has(text))
      if (texts.includes(text)) state = item.seen(state, text)
    }
    state = item.seen(state, null)
    return texts.length
  }

  async function put(change: Change): Promise<void> {
    const hinted = hint.get()
    const before = calls.questions()
    // What is there although we stored nothing is not ours: it came with another computer's keychain.
    if (hinted !== 'no')
      await handOut(change, 'replaced').catch((error: unknown) => {
        // The person may be asked to make a keyring; what was in a lost one cannot be read by anybody.
        const isLost = toProblem(error) === 'keychain-broken' && calls.questions() === before
        if (change.silently === true || !isLost) throw error
      })
    if (state.kind !== 'keeping') return
    const { text } = state
    const leaves = await copies.leaves(hinted)
    const begin = () => {
      if (state.kind !== 'keeping' || state.text !== text) return false
      if (leaves) copies.setOwn(text)
      hint.set(hinted === 'yes' ? 'yes' : 'unknown')
      sent = text
      return true
    }
    try {
      if (!(await access.store(text, change, begin))) return
    } catch (error) {
      // What is there instead has been given another owner.
      if (hinted === 'yes' || hinted === 'given-up') hint.set('given-up')
      throw error
    }
    if (hinted !== 'no')
      await tidy(change)
        .then(() => copies.settle(text))
        .catch(() => {})
    state = item.settled(state, text)
    if (state.kind !== 'kept') return
    hint.set('yes')
    // From here on the state knows it, or another has taken its place and it needs an owner.
    sent = undefined
  }

  /** Leaves one copy, which every read finds. Others may have come to light with an answer of the person. */
  async function tidy({ replacing }: Change): Promise<void> {
    if ((await access.locate()).copies < 2) return
    await handOut({ silently: true, ...(replacing === undefined ? {} : { replacing }) }, 'replaced')
    await keychain.tidy(account)
  }

  async function remove(change: Change): Promise<void> {
    const { place } = await access.locate()
    const wasLost = place === 'no-keyring' && !item.isUnread(state)
    const found = wasLost ? 0 : await handOut(change, 'erased')
    if (state.kind !== 'erasing') return
    // HAZARD: KeePassXC may ask for a password to look for what it should delete.
    if (found > 0 || place === 'untold') await access.remove(change)
    state = item.settled(state, null)
    copies.forget()
    if (state.kind === 'empty') hint.set('no')
  }

  function settle(change: Change = {}): Promise<void> {
    if (!item.isWaiting(state)) return Promise.resolve()
    return inTurn(change, async silently => {
      if (state.kind === 'keeping') await put({ ...change, silently })
      else if (state.kind === 'erasing') await remove({ ...change, silently })
    })
  }

  /** What it holds is over: it counts as gone from here on, also for a later run. */
  function giveUp() {
    // Where nobody has even tried to store it, there is nothing to erase.
    state = hint.get() === 'no' ? { kind: 'empty' } : item.erased(state)
    if (state.kind === 'erasing') hint.set('given-up')
  }

  return {
    state: () => state,
    /** Null if it is not there. What waits to be stored is what it holds, and what waits to go is not. */
    read: (how: Asking = {}): Promise<string | null> => {
      // Nothing is asked beside a question.
      const held = item.textHeld(state)
      if (calls.asking() && held !== null) return Promise.resolve(held)
      return inTurn(how, async silently => {
        if (state.kind !== 'found' && state.kind !== 'kept') return item.textHeld(state)
        const text = await read({ silently })
        // What was read is not what was written or erased meanwhile: that still needs an owner.
        if (state.kind !== 'found' && state.kind !== 'kept') return item.textHeld(state)
        state = item.seen(state, text)
        return text
      })
    },
    write(text: string, change: Change = {}): Promise<void> {
      state = item.written(state, text)
      return settle(change)
    },
    giveUp,
    erase(change: Change = {}): Promise<void> {
      giveUp()
      return settle(change)
    },
    /** Tries again what the keychain did not take or let go of. */
    settle,
    /** Silently erases what waits for that, and what was left behind. */
    clear(change: Change = {}): Promise<void> {
      if (state.kind === 'erasing') return settle({ ...change, silently: true })
      if (!copies.isLeftBehind() || state.kind === 'keeping') return Promise.resolve()
      const replacing = async (text: string) => change.replacing?.(text, false)
      return inTurn({ silently: true }, () => copies.takeUp(replacing, () => !item.isWaiting(state)))
    },
    /** Whether there is nothing for `clear` to do. */
    isClear: () => state.kind !== 'erasing' && !copies.isLeftBehind(),
    /** What a silent try would meet now. */
    async reach(): Promise<Reach> {
      if (calls.asking()) return 'keychain-asking'
      if (state.kind === 'erasing') return access.reachRemove()
      const read = item.isUnread(state) || state.kind === 'kept' ? await access.reachRead() : 'open'
      // What is known already need not be handed out.
      if (state.kind === 'kept' && read === 'keychain-denied') return 'open'
      return read === 'open' && state.kind === 'keeping' ? access.reachStore() : read
    },
  }
}
