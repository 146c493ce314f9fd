import * as v from 'valibot'
import { Secret } from '../secret.ts'
import { LINK_CODE } from '../plex/links.ts'
import type { KeychainCalls } from './calls.ts'
import { certainly } from './item.ts'
import { SERVICE, type StoredHint } from './keychain.ts'
import type { Mood } from './mood.ts'

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

const Sealed = v.object({
  pins: v.array(SealedPin),
  claims: v.array(v.object({ pinId: v.number(), token: v.pipe(v.string(), v.minLength(1)) })),
  owed: v.array(v.object({ token: v.pipe(v.string(), v.minLength(1)), since: v.number() })),
})

export type SealedPin = v.InferOutput<typeof SealedPin>

/** What a later run of the app has to take up: PINs, tokens without an answer, tokens to be revoked. */
export interface Unfinished {
  readonly pins: readonly SealedPin[]
  readonly claims: ReadonlyArray<{ readonly pinId: number; readonly token: Secret }>
  /** `since`: milliseconds since 1970. */
  readonly owed: ReadonlyArray<{ readonly token: Secret; readonly since: number }>
}

export type UnfinishedBusiness = ReturnType<typeof createUnfinished>

interface Options {
  readonly calls: Pick<KeychainCalls, 'ask'>
  /** Whether the keychain, which has just answered, is known to be open, so that its null means nothing is there. */
  readonly isOpen: () => Promise<boolean>
  readonly mood: () => Promise<Mood>
  readonly hint: { get(): StoredHint; set(hint: StoredHint): void }
}

const nothing: Unfinished = { pins: [], claims: [], owed: [] }

/**
 * Unfinished business in one item of the keychain: all of it is credentials. What the keychain does not take lasts
 * until the app quits; what it does not give is not overwritten unread.
 */
export function createUnfinished({ calls: { ask }, isOpen, mood, hint }: Options) {
  let present = nothing
  let loaded = false
  let stored = true
  const listeners = new Set<(older: Unfinished) => void>()
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  const get = () => ask(keychain => keychain.getPassword(SERVICE, UNFINISHED_ACCOUNT))
  const remove = () => ask(keychain => keychain.deletePassword(SERVICE, UNFINISHED_ACCOUNT), repair)

  async function load() {
    if (loaded) return
    const before = hint.get()
    if (before !== 'no') {
      const text = await (before === 'yes' ? certainly(get, isOpen) : get())
      if (text === null && before === 'yes') hint.set('no')
      const older = opened(text)
      present = joined(older, present)
      loaded = true
      for (const listener of listeners) listener(older)
    }
    loaded = true
  }

  async function store() {
    const before = hint.get()
    if (isEmpty(present)) {
      if (before === 'no') return
      // An app that ends between the two must not look for ever for what is gone.
      hint.set('unknown')
      try {
        await (before === 'yes' ? certainly(remove, isOpen) : remove())
      } catch (error) {
        hint.set(before)
        throw error
      }
      return hint.set('no')
    }
    if (before === 'no') hint.set('unknown')
    const text = sealed(present)
    await ask(keychain => keychain.setPassword(SERVICE, UNFINISHED_ACCOUNT, text), repair)
    if (before !== 'yes') hint.set('yes')
  }

  async function settle() {
    await load()
    if (stored) return
    const attempted = present
    await store()
    stored = present === attempted
  }

  /** A call that was given up has changed the keychain after all: it is made to hold what is present. */
  function repair() {
    hint.set('unknown')
    inTurn(store).catch(() => {})
  }

  return {
    /** What an earlier run left; as much as is in memory where the keychain does not answer. */
    load: (): Promise<Unfinished> =>
      inTurn(async () => {
        await settle().catch(() => {})
        return present
      }),
    get: () => present,
    /** Whether the keychain has told what it holds, and holds what is present. */
    isSettled: () => loaded && stored,
    /** Told once what an earlier run left, as soon as the keychain gives it: at login it may still be locked. */
    whenLoaded: (listener: (older: Unfinished) => void) => void listeners.add(listener),
    /**
     * In memory at once, in the keychain as soon as it can be. Resolves when that has been tried. A code that is
     * renewed by itself is nothing to ask anybody's password for, so that a locked keychain waits until it is open.
     */
    update: (change: (now: Unfinished) => Partial<Unfinished>): Promise<void> => {
      present = { ...present, ...change(present) }
      stored = false
      // What fails stays in memory, and the next change or load tries again.
      return inTurn(async () => {
        if ((await mood()) !== 'locked') await settle().catch(() => {})
      })
    },
  }
}

const isEmpty = ({ pins, claims, owed }: Unfinished) => pins.length + claims.length + owed.length === 0

const sealed = ({ pins, claims, owed }: Unfinished): string =>
  JSON.stringify({
    pins,
    claims: claims.map(({ pinId, token }) => ({ pinId, token: token.reveal() })),
    owed: owed.map(({ token, since }) => ({ token: token.reveal(), since })),
  })

function opened(text: string | null): Unfinished {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Sealed), text)
  if (!parsed.success) return nothing
  const { pins, claims, owed } = parsed.output
  return {
    pins,
    claims: claims.map(({ pinId, token }) => ({ pinId, token: new Secret(token) })),
    owed: owed.map(({ token, since }) => ({ token: new Secret(token), since })),
  }
}

const joined = (older: Unfinished, newer: Unfinished): Unfinished => ({
  pins: [...older.pins.filter(({ id }) => !newer.pins.some(pin => pin.id === id)), ...newer.pins],
  claims: [...older.claims, ...newer.claims],
  owed: [...older.owed, ...newer.owed],
})
