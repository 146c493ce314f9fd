import { Failure } from '../failure.ts'
import type { KeychainCalls } from './calls.ts'
import { createItemCalls } from './item-calls.ts'
import type { Asking, ItemKeychain, Mark, Place, Reach, StoredHint } from './port.ts'
import {
  KeptError,
  knownFailure,
  troubleOf,
  UnseenError,
  whyUnread,
  whyUntaken,
  withoutKeychain,
} from './trouble.ts'

export const SERVICE = 'Latchkey'

interface Options {
  readonly account: string
  readonly calls: Pick<KeychainCalls, 'ask' | 'refuse' | 'questions'>
  readonly keychain: ItemKeychain
  /** Whether anything of ours is there, as far as anybody remembers. */
  readonly hint: () => StoredHint
  /** Absent where each text stands for those before it, or only one is ever stored. */
  readonly mark?: Mark | undefined
}

/** Why an item is read: to be told what it is, or since it is about to be lost. */
export type Why = 'told' | 'replaced' | 'erased'

export type ItemAccess = ReturnType<typeof createItemAccess>

const MOST_READS = 3

/**
 * Reads, stores and deletes one item. Where it is is asked before and after each step: a keychain answers "nothing" or
 * "stored" also where the person refuses. All promises reject with a `Failure` of the keychain; `store` also with an
 * `UnseenError`.
 */
export function createItemAccess({ account, calls, keychain, hint, mark }: Options) {
  const { locate, ask, explain, isMaker, noteMaker } = createItemCalls({ account, calls, keychain })
  /** The person is asked before it is deleted, and nobody has allowed it. */
  let mayNotGo = false

  const get = (place: Place, silently: boolean) => {
    const how = { asks: whyUnread(place) !== undefined, silently, ready: demandReadable }
    return ask(place, from => from.getPassword(SERVICE, account), how).catch(explain)
  }

  async function demandReadable() {
    const why = whyUnread((await locate()).place)
    if (why !== undefined) throw why
  }

  async function demandRoom() {
    const why = whyUntaken(await keychain.room())
    if (why !== undefined) throw why
    const { place } = await locate()
    if (place === 'guarded') throw new Failure('keychain-denied')
  }

  /** Where nothing is seen and, as far as anybody remembers, nothing of ours is. */
  async function isNothingOfOurs(place: Place, wanted: Why): Promise<boolean> {
    if (place !== 'hidden' && place !== 'no-keyring') return false
    if (hint() !== 'unknown') return hint() === 'no'
    // What is stored now would be stored over what the same password uncovers.
    return wanted === 'told' || !['locked', 'guarded'].includes(await keychain.room())
  }

  /** The text, or null if it is not there. */
  async function read({ silently = false }: Asking, wanted: Why = 'told'): Promise<string | null> {
    const before = calls.questions()
    for (let reads = 0; reads < MOST_READS; reads++) {
      const { place, allHidden } = await locate().catch(withoutKeychain(hint()))
      if (place === 'missing' || (await isNothingOfOurs(place, wanted))) return null
      const why = whyUnread(place)
      if (why !== undefined && (silently || reads > 0)) {
        const wasAsked = calls.questions() !== before
        // It is in no keyring that opens, and what is stored now goes into an open one.
        const isElsewhere = place === 'hidden' && wanted === 'replaced' && !wasAsked && !silently
        if (isElsewhere && (await keychain.room()) === 'open') return null
        if (wasAsked || (reads > 0 && (place === 'locked' || place === 'guarded'))) calls.refuse()
        // A refusal may hold for that process as long as it lives; the next click asks again.
        if (reads > 0 && place === 'guarded') keychain.renew()
        throw why
      }
      const text = await get(place, silently)
      if (text !== null && place === 'guarded') keychain.hold()
      if (text !== null || place === 'untold') return text
      // HAZARD: KWallet (5.103) may encipher with another key than libsecret has, which then says that there is nothing.
      if (place === 'readable') keychain.renew()
      // Who hides something asks for a password now; a keyring that has nothing asks when something is stored.
      const isOurs = hint() !== 'unknown' || calls.questions() !== before
      if (wanted === 'replaced' && allHidden === true && !isOurs) return null
    }
    throw new Failure('keychain-silent')
  }

  /** `begin`: called just before the keychain is given the text. It and the result are false if it is not wanted. */
  async function store(text: string, { silently = false }: Asking, begin: () => boolean): Promise<boolean> {
    const why = whyUntaken(await keychain.room())
    if (silently && why !== undefined) throw why
    const { place } = await locate()
    if (silently && place === 'guarded') throw new Failure('keychain-denied')
    if (!begin()) return false
    const how = { asks: why !== undefined, silently, ready: demandRoom }
    await ask(place, to => to.setPassword(SERVICE, account, text), how).catch(explainUntaken)
    await demandStored(text, place, why !== undefined || place === 'guarded')
    return true
  }

  /** `mayRefuse`: whether somebody may have been asked, and said no. */
  async function demandStored(text: string, before: Place, mayRefuse: boolean) {
    const { place } = await keychain.locate(account)
    // HAZARD: KeePassXC says that it stored an item although the person refused to open the database for it.
    const shut = whyUntaken(await keychain.room()) ?? (place === 'guarded' ? undefined : whyUnread(place))
    if (place === 'missing' || place === 'no-keyring') throw new UnseenError('What was stored is not there')
    if (shut !== undefined) {
      calls.refuse()
      throw shut
    }
    const isGuarded = place === 'guarded'
    if (isGuarded) keychain.hold()
    if (before === 'missing') return isGuarded ? noteMaker() : undefined
    // What is there may be the one from before, also where it is open by now.
    const isSure = isMaker() || !(mayRefuse || isGuarded)
    if (!isSure && (await get('readable', false)) !== text) throw new Failure('keychain-denied')
  }

  /** Fails with why an item was not taken. */
  async function explainUntaken(error: unknown): Promise<never> {
    const known = knownFailure(error)
    if (known !== undefined) throw known
    const room = await keychain.room()
    if (room === 'untold') throw new Failure('keychain-locked', { cause: error })
    const why = whyUntaken(room)
    if (why === undefined) throw new Failure('keychain-denied', { cause: error })
    calls.refuse()
    throw why
  }

  async function remove({ silently = false }: Asking): Promise<void> {
    const before = await keychain.locate(account)
    const isGone = await deleted(before.place, silently)
    const { place } = await locate()
    // What is there although nobody would be asked is on its way out: the next look finds it gone.
    mayNotGo = place === 'readable' && silently && !isGone
    if (place === 'readable') throw new KeptError()
    // It was in an open keyring: one that is closed proves nothing.
    const why =
      place === 'no-keyring' || (place === 'hidden' && isGone && (mark?.get() ?? null) === null)
        ? undefined
        : whyUnread(place)
    if (why !== undefined) throw why
  }

  async function explainKept(error: unknown): Promise<never> {
    if (knownFailure(error) === undefined && (await locate()).place === 'readable') throw new KeptError(error)
    return explain(error)
  }

  /** What is guarded is let go of for its maker alone, and the person may be asked about that. */
  async function deleted(place: Place, silently: boolean): Promise<boolean> {
    if (!silently || keychain.eraseSilently === null) {
      const before = calls.questions()
      const how = { asks: false, silently }
      const isGone = await ask(place, from => from.deletePassword(SERVICE, account), how).catch(explainKept)
      // HAZARD: KeePassXC says that it deleted what the person would not let go.
      return isGone && calls.questions() === before
    }
    return keychain.eraseSilently(account)
  }

  const told = (looking: Promise<Reach>): Promise<Reach> => looking.catch(troubleOf)

  const unless = (why: Failure | undefined): Reach => (why === undefined ? 'open' : troubleOf(why))

  const reachRead = async (): Promise<Reach> => {
    const { place } = await locate()
    if (place === 'untold') return 'untold'
    return unless(whyUnread(place))
  }

  return {
    locate,
    read,
    store,
    explain,
    remove,
    /** What a silent read would meet now. */
    reachRead: () => told(reachRead()),
    /** What a silent deletion would meet now. */
    reachRemove: async (): Promise<Reach> => (mayNotGo ? 'keychain-denied' : told(reachRead())),
    /** What silent storing would meet now. */
    reachStore: (): Promise<Reach> =>
      told(keychain.room().then(room => (room === 'untold' ? room : unless(whyUntaken(room))))),
  }
}
