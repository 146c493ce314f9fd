import * as v from 'valibot'
import { KeyId } from '../../common/ids.ts'
import { isKeychainOutOfReach } from '../../common/problems.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { toProblem } from '../failure.ts'
import type { KeyIdentity } from '../plex/headers.ts'
import { Secret } from '../secret.ts'
import { LINK_CODE } from '../plex/links.ts'
import type { KeychainCalls } from './calls.ts'
import type { ItemKeychain } from './item-access.ts'
import type { Asking, Reach, StoredHint } from './port.ts'
import { type Change, createSealedItem } from './sealed-item.ts'

export const UNFINISHED_ACCOUNT = 'unfinished'

const Milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))

const SealedPin = v.object({
  id: v.pipe(v.number(), v.safeInteger()),
  code: v.pipe(v.string(), v.regex(LINK_CODE)),
  role: v.picklist(['current', 'replaced', 'cancelled']),
  lifeMs: Milliseconds,
  /** Milliseconds since 1970. */
  endsAt: Milliseconds,
})

/** As plex.tv knows a key. */
const Identity = v.object({ identifier: v.pipe(v.string(), v.uuid()), name: v.string() })

const SealedKeyPin = v.object({ key: KeyId, ...SealedPin.entries })

const Sealed = v.object({
  pins: v.array(SealedPin),
  keyPins: v.optional(v.array(SealedKeyPin), []),
  claims: v.array(v.object({ pinId: v.number(), token: v.pipe(v.string(), v.minLength(1)) })),
  owed: v.array(
    v.object({
      token: v.pipe(v.string(), v.minLength(1)),
      since: v.number(),
      key: v.optional(Identity),
    }),
  ),
})

export type SealedPin = v.InferOutput<typeof SealedPin>
export type SealedKeyPin = v.InferOutput<typeof SealedKeyPin>

/** A token to revoke. */
export interface Debt {
  readonly token: Secret
  /** Milliseconds since 1970. */
  readonly since: number
  /** Whose token it is; absent if Latchkey's own. */
  readonly key?: KeyIdentity
}

/** What a later run of the app has to go on with: PINs, claims without an answer, tokens to revoke. */
export interface Unfinished {
  readonly pins: readonly SealedPin[]
  /** Those of keys that are being made. */
  readonly keyPins: readonly SealedKeyPin[]
  readonly claims: ReadonlyArray<{ readonly pinId: number; readonly token: Secret }>
  readonly owed: readonly Debt[]
}

export type UnfinishedBusiness = ReturnType<typeof createUnfinished>

type Hint = Exclude<StoredHint, 'given-up'>

interface Options {
  readonly calls: Pick<KeychainCalls, 'ask' | 'asking' | 'subscribe' | 'refuse' | 'refusals' | 'questions'>
  readonly keychain: ItemKeychain
  readonly hint: { get(): Hint; set(hint: Hint): void }
  /** Called with why the keychain does not take it. */
  readonly observe?: (what: string, problem: unknown) => void
}

const nothing: Unfinished = { pins: [], keyPins: [], claims: [], owed: [] }

/**
 * Unfinished business in one item of the keychain, since all of it is credentials. What the keychain does not take
 * lasts until the app quits; what it holds is never overwritten before it has been read.
 */
export function createUnfinished({ calls, keychain, hint, observe = () => {} }: Options) {
  let present = nothing
  let loaded = false
  let stored = true
  /** Why the keychain did not take what is present, when that was tried last. */
  let trouble: Problem | null = null
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
    present = joined(older, present)
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
      trouble = toProblem(error)
      if (trouble !== before) observe('What is unfinished is in memory alone', error)
    }
  }

  async function settle(how: Asking) {
    if (!loaded) join(await item.read(how))
    if (stored) return
    const attempted = present
    // Only now: an item that was there after all has just been joined.
    const replacing = async (text: string) => {
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
      const problem = toProblem(error)
      if (problem !== 'keychain-denied' && isKeychainOutOfReach(problem)) throw error
      await item.write(sealed(nothing), change)
    }
  }

  return {
    /** What an earlier run left; only what is in memory if the keychain does not tell. */
    load: (how: Asking = {}): Promise<Unfinished> =>
      inTurn(async () => {
        await trySettling(how)
        return present
      }),
    get: () => present,
    /** Whether the keychain has been read, and holds what is present. */
    isSettled: () => loaded && stored,
    /** Why it is not settled; null if it is. */
    whyUnsettled: (): Problem | null => (loaded && stored ? null : (trouble ?? 'keychain-silent')),
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
    reach: (): Promise<Reach> => item.reach(),
  }
}

const isEmpty = ({ pins, keyPins, claims, owed }: Unfinished) =>
  pins.length + keyPins.length + claims.length + owed.length === 0

const sealed = ({ pins, keyPins, claims, owed }: Unfinished): string =>
  JSON.stringify({
    pins,
    ...(keyPins.length === 0 ? {} : { keyPins }),
    claims: claims.map(({ pinId, token }) => ({ pinId, token: token.reveal() })),
    owed: owed.map(({ token, since, key }) => ({ token: token.reveal(), since, key })),
  })

function opened(text: string | null): Unfinished {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Sealed), text)
  if (!parsed.success) return nothing
  const { claims, owed, ...rest } = parsed.output
  return {
    ...rest,
    claims: claims.map(({ pinId, token }) => ({ pinId, token: new Secret(token) })),
    owed: owed.map(({ token, since, key }) => ({
      token: new Secret(token),
      since,
      ...(key === undefined ? {} : { key }),
    })),
  }
}

/** What is unfinished in one and not in the other. */
const beyond = ({ pins, keyPins, claims, owed }: Unfinished, other: Unfinished): Unfinished => ({
  pins: pins.filter(({ id }) => !other.pins.some(pin => pin.id === id)),
  keyPins: keyPins.filter(({ id }) => !other.keyPins.some(pin => pin.id === id)),
  claims: claims.filter(one => !other.claims.some(claim => isSame(one, claim))),
  owed: owed.filter(one => !other.owed.some(debt => isSame(one, debt))),
})

const isSame = (one: { readonly token: Secret }, other: { readonly token: Secret }): boolean =>
  one.token.reveal() === other.token.reveal()

const joined = (older: Unfinished, newer: Unfinished): Unfinished => ({
  pins: [...older.pins, ...newer.pins],
  keyPins: [...older.keyPins, ...newer.keyPins],
  claims: [...older.claims, ...newer.claims],
  owed: [...older.owed, ...newer.owed],
})
