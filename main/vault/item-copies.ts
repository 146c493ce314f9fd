import { Failure } from '../failure.ts'
import type { KeychainCalls } from './calls.ts'
import { type ItemAccess, SERVICE, type Why } from './item-access.ts'
import { markOf } from './mark.ts'
import type { Asking, ItemKeychain, Mark, StoredHint } from './port.ts'

interface Options {
  readonly account: string
  readonly calls: Pick<KeychainCalls, 'ask' | 'refuse'>
  readonly keychain: ItemKeychain
  readonly access: ItemAccess
  readonly mark?: Mark | undefined
}

const MOST_LISTS = 3

const noMark: Mark = { get: () => null, set: () => {} }

/** All copies of one item, and which of them counts. All promises reject with a `Failure` of the keychain. */
export function createItemCopies({ account, calls, keychain, access, mark = noMark }: Options) {
  const { locate } = access
  /** How things lay when all that can be done silently was done. */
  let done: string | undefined

  const isOwn = (text: string): boolean => markOf(text) === mark.get()
  const isLeftBehind = () => mark.get() !== null

  /** Not fewer than are open: what is not told of would be lost without an owner. */
  async function list(how: Asking): Promise<readonly string[]> {
    for (let lists = 0; lists < MOST_LISTS; lists++) {
      const texts = await listOnce(how)
      // HAZARD: gnome-keyring may say to a new connection that there is nothing (see `secret-service.ts`).
      if (texts.length >= (await locate()).copies) return texts
    }
    throw new Failure('keychain-silent')
  }

  /** In one call, for which somebody may have to open what else of ours is locked. */
  async function listOnce({ silently = false }: Asking): Promise<readonly string[]> {
    const { listable } = await locate()
    const demandListable = async () => {
      if (!(await locate()).listable) throw new Failure('keychain-locked')
    }
    if (silently) await demandListable()
    let begun = false
    const ready = async () => {
      if (silently || begun) await demandListable()
    }
    try {
      const all = await calls.ask(
        from => {
          begun = true
          return from.findCredentials(SERVICE)
        },
        { asks: !listable, ready },
      )
      return all.filter(one => one.account === account).map(({ password }) => password)
    } catch (error) {
      if (silently || listable || (await locate()).listable) return access.explain(error)
      // HAZARD: where the person refuses one of them, keytar takes its process with it.
      calls.refuse()
      throw new Failure('keychain-locked', { cause: error })
    }
  }

  /** What is stored would be stored over one that nobody can read. */
  async function isOverUnread(): Promise<boolean> {
    const { copies, beyond, isBeneath = false } = await locate()
    if (isBeneath || !isLeftBehind()) return isBeneath
    return copies > 0 && beyond === 'maybe' && (await keychain.room()) === 'locked'
  }

  /** All texts that a change is about to lose: all copies go at once. */
  async function readAll(how: Asking, isUnread: boolean, wanted: Why): Promise<readonly string[]> {
    if (wanted === 'replaced' && (await isOverUnread())) throw new Failure('keychain-locked')
    const { place, copies } = await locate()
    const isAsked = place === 'guarded' && isLeftBehind() && how.silently !== true
    if (copies > 1 || isAsked) return list(how)
    // On macOS and Windows a read may ask the person.
    if (place === 'untold' && !isUnread) return []
    const text = await access.read(how, wanted)
    return text === null ? [] : [text]
  }

  /** The text that counts, where this one was read; null if it is gone. */
  async function own(read: string | null, how: Asking): Promise<string | null> {
    if (read === null || !isLeftBehind() || isOwn(read)) return read
    const { place, copies, beyond } = await locate()
    const isOnlyOne = place === 'readable' && copies === 1 && beyond === 'none'
    const found = isOnlyOne ? undefined : (await list(how)).find(isOwn)
    if (found === undefined && (await locate()).beyond !== 'none') throw new Failure('keychain-locked')
    return found ?? null
  }

  /** Whether one of ours stays out of reach where another is stored now. */
  async function leaves(hint: StoredHint): Promise<boolean> {
    const { place, beyond } = await locate()
    if (isLeftBehind()) return beyond !== 'none'
    return (hint === 'yes' || hint === 'given-up') && (place === 'hidden' || beyond === 'locked')
  }

  /** A copy that does not go without a question stays behind; where none is left, no mark is needed. */
  async function settle(text: string): Promise<void> {
    const { copies, beyond } = await locate()
    if (copies > 1) mark.set(markOf(text))
    else if (isLeftBehind() && beyond === 'none') mark.set(null)
  }

  /**
   * Has each text that was left behind given an owner, and takes it away, as far as that can be done silently.
   * `isWanted`: whether the one that counts still does.
   */
  async function takeUp(replacing: (text: string) => Promise<void>, isWanted: () => boolean) {
    const how = { silently: true }
    const { copies, beyond } = await locate()
    if (copies === 0 || `${copies} ${beyond}` === done) return
    const texts = await readAll(how, true, 'erased')
    const held = texts.find(isOwn)
    for (const text of texts) if (!isOwn(text)) await replacing(text)
    if (held === undefined) {
      // The one that counts may lie behind a lock by now.
      if (beyond !== 'none') return
      await access.remove(how)
      return forget()
    }
    if (texts.length > 1) {
      // Into the keyring that new ones go to: the others are tidied.
      if (!(await access.store(held, how, isWanted))) return
      await keychain.tidy(account)
    }
    await settle(held)
    const after = await locate()
    done = `${after.copies} ${after.beyond}`
  }

  /** Nothing is there any more. */
  function forget() {
    if (isLeftBehind()) mark.set(null)
  }

  return {
    readAll,
    own,
    leaves,
    settle,
    takeUp,
    isLeftBehind,
    /** From here on this text counts, and no other. */
    setOwn: (text: string) => mark.set(markOf(text)),
    forget,
  }
}
