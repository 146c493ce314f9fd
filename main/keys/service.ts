import type { KeyId, QuestionId, SessionId } from '../../common/ids.ts'
import { type CopyKey, type Keys, MOST_KEYS, type NewKey } from '../../common/keys.ts'
import type { Account, Server } from '../../common/sign-in-view.ts'
import { leftOver } from '../attempt/remembered.ts'
import type { Clock } from '../clock.ts'
import { toProblem } from '../failure.ts'
import type { KeyIdentity } from '../plex/headers.ts'
import type { PlexApi, PlexFor } from '../plex/port.ts'
import { readable } from '../plex/readable.ts'
import type { Secret } from '../secret.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Asking, Reach } from '../vault/port.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { createBook, type KeyRecords } from './book.ts'
import { createConfirming } from './confirming.ts'
import { createLending } from './lend.ts'
import { createMakings } from './makings.ts'
import type { KeyRecord } from './record.ts'
import { createTakingBack } from './taking-back.ts'
import { keysView } from './view.ts'

/** Whose session it is, if anybody is signed in. */
export interface SignedInNow {
  readonly session: SessionId
  /** Null while plex.tv has not said. */
  readonly account: Account | null
  readonly servers: readonly Server[]
}

/** `secret`: marked so, and taken off again soon. */
export interface KeyClipboard {
  copy(text: string, secret: boolean): Promise<void>
  clearsInMs(): number | null
}

interface Ports {
  readonly clock: Clock
  readonly random: () => number
  /** Makes a UUID. */
  readonly newId: () => string
  /** The client identifier of this Latchkey. */
  readonly owner: () => string
  readonly records: KeyRecords
  readonly vault: KeyVault
  readonly unfinished: UnfinishedBusiness
  readonly api: Pick<PlexApi, 'link'>
  readonly apiFor: PlexFor
  readonly clipboard: KeyClipboard
  readonly signedIn: () => SignedInNow | null
  /** The token of the session. Rejects with a `Failure` of the keychain. */
  readonly held: () => Promise<Secret>
  /** Called when plex.tv refuses that token. */
  readonly doubted: () => void
  readonly owe: (token: Secret, key: KeyIdentity) => Promise<void>
  readonly isSafe: (token: Secret) => Promise<boolean>
  /** Called once for each key that plex.tv has ended. */
  readonly died: (name: string) => void
  readonly observe: (what: string, problem?: unknown) => void
}

export type KeysService = ReturnType<typeof createKeys>

/** Keys of other programs: each with a token, an identifier and a keychain item of its own. */
export function createKeys(ports: Ports) {
  const { clock, newId, vault, unfinished, apiFor, clipboard, signedIn, owe, observe } = ports
  const listeners = new Set<() => void>()
  const book = createBook(ports.records)
  const takeBack = createTakingBack(ports)
  let failed: Keys['failed'] = null
  /** Of a dead key and the one that is made in its place. */
  let replacing: { readonly by: KeyId; readonly old: KeyId } | null = null
  let disposed = false

  const changed = () => {
    if (!disposed) for (const listener of listeners) listener()
  }
  const confirming = createConfirming({
    ...ports,
    book,
    changed,
    account: () => signedIn()?.account ?? null,
  })
  book.subscribe(changed)

  const lending = createLending({
    vault,
    apiFor,
    observe,
    copy: (text, secret) => clipboard.copy(text, secret),
    lent: ({ id }, how) => book.change(id, { lent: { at: clock.calendar(), how } }),
    missed: ({ id }) => book.change(id, { stage: 'missing' }),
  })

  const makings = createMakings({
    clock,
    unfinished,
    apiFor,
    observe,
    changed,
    async link(code, signal) {
      try {
        await ports.api.link(code, await ports.held(), signal)
      } catch (error) {
        if (toProblem(error) === 'refused') ports.doubted()
        throw error
      }
    },
    async claimed(record, token, byHand) {
      const kept = await vault.write(record.id, token)
      if (kept !== 'keychain') observe(`A key is in memory alone: ${kept}`)
      // Who has just handed it out has confirmed it.
      const now = clock.calendar()
      book.change(record.id, { stage: 'held', madeAt: now, confirmedAt: now })
      if (replacing?.by === record.id) {
        void remove(replacing.old)
        replacing = null
      }
      void confirming.first(record, token, byHand)
    },
    surplus: (record, token) => owe(token, { identifier: record.identifier, name: record.name }),
    failed(record, problem) {
      if (problem !== null) failed = { name: record.name, problem }
    },
    over(record) {
      if (book.find(record.id)?.stage === 'making') book.drop(record.id)
    },
  })

  /** `instead`: the dead one whose name it takes over. Undefined if it is not made. */
  function add({ name: given, preset, server }: NewKey, instead?: KeyId): KeyId | undefined {
    const now = signedIn()
    const name = readable(given)
    if (now === null || name === null || makings.shown() !== undefined) return undefined
    if (book.all().length >= MOST_KEYS || book.isTaken(name, instead && { except: instead })) return undefined
    const found = now.servers.find(({ id }) => id === server)
    const record: KeyRecord = {
      id: newId() as KeyId,
      owner: ports.owner(),
      identifier: newId(),
      name,
      preset,
      server: found === undefined ? null : { id: found.id, name: found.name },
      madeAt: clock.calendar(),
      session: now.session,
      stage: 'making',
      stored: 'no',
      lent: null,
      confirmedAt: null,
      diedAt: null,
      ofAnother: null,
    }
    failed = null
    book.add(record)
    makings.begin(record)
    changed()
    return record.id
  }

  /** Takes it back, and off the list once that is done. */
  async function remove(id: KeyId, how: Asking = {}): Promise<void> {
    const record = book.find(id)
    if (record === undefined) return
    if (makings.has(id)) {
      await makings.cancel(id)
      return book.find(id)?.stage === 'held' ? remove(id, how) : undefined
    }
    // Of an earlier run: its code may still be approved, and is not known here yet.
    if (record.stage === 'making') return
    if (record.stage === 'held') book.change(id, { stage: 'leaving' })
    const taken = await takeBack(record, how)
    if (taken === 'gone') book.drop(id)
    else if (taken === 'missing') book.change(id, { stage: 'missing' })
    else changed()
  }

  const removeAll = async (which: (record: KeyRecord) => boolean) => {
    for (const { id } of book.all().filter(each => each.stage !== 'missing' && which(each))) await remove(id)
  }

  const isLeaving = ({ stage, stored }: KeyRecord): boolean => stage === 'leaving' || stored === 'given-up'
  /** Those that wait for the keychain. */
  const waiting = () => book.all().filter(record => isLeaving(record) || vault.kept(record.id) !== 'keychain')

  /** Does what the keychain did not let us do before. Nobody is asked. */
  async function settle(): Promise<void> {
    const silently = { silently: true }
    for (const record of waiting()) {
      if (record.stage === 'dead') await vault.erase(record.id, silently, async () => {})
      else if (isLeaving(record)) await remove(record.id, silently)
      else await vault.keep(record.id, silently)
    }
    confirming.hurry()
    changed()
  }

  /** Goes on with the codes that an earlier run left. */
  function resume() {
    const { keyPins } = unfinished.get()
    for (const record of book.all()) {
      const pins = keyPins.filter(({ key }) => key === record.id)
      if (pins.length > 0) makings.resume(record, leftOver({ pins, claims: [] }, clock))
      else if (record.stage === 'making' && !makings.has(record.id)) book.drop(record.id)
    }
    const isKnown = (key: KeyId) => book.find(key) !== undefined
    if (!keyPins.every(({ key }) => isKnown(key)))
      void unfinished.update(now => ({ keyPins: now.keyPins.filter(({ key }) => isKnown(key)) }))
  }

  async function withKey<T>(id: KeyId, use: (record: KeyRecord) => Promise<T>) {
    const record = book.find(id)
    return record?.stage === 'held' ? use(record) : { problem: 'keychain-emptied' as const }
  }

  return {
    subscribe: (listener: () => void) => void listeners.add(listener),
    view: (now: Parameters<typeof keysView>[1]): Keys =>
      keysView(
        {
          records: book.all(),
          making: makings.shown(),
          failed,
          clipboardClearsInMs: clipboard.clearsInMs(),
          problemOf: confirming.problemOf,
          keptOf: ({ id }) => vault.kept(id),
        },
        now,
      ),
    question: () => confirming.question(),
    /** False if that question is not one of ours. */
    answer(id: QuestionId, choice: 'keep' | 'revoke'): boolean {
      const key = confirming.close(id)
      if (key === undefined) return false
      if (choice === 'revoke') void remove(key)
      changed()
      return true
    },
    create: (wanted: NewKey) => void add(wanted),
    cancel: (id: KeyId) => void makings.cancel(id),
    /** Makes another in the place of a dead one, under its name. */
    replace(id: KeyId) {
      const old = book.find(id)
      if (old?.stage !== 'dead') return
      const { name, preset, server } = old
      const by = add({ name, preset, server: server?.id ?? null }, id)
      if (by !== undefined) replacing = { by, old: id }
    },
    rename(id: KeyId, given: string) {
      const name = readable(given)
      const shown = makings.shown()?.record.id
      if (name === null || book.isTaken(name, { except: id, ...(shown && { shown }) })) return
      book.change(id, { name })
    },
    revoke: (id: KeyId) => void remove(id),
    revokeAll: () => removeAll(() => true),
    /** Those that were made with that session. */
    revokeOf: (session: SessionId) => removeAll(record => record.session === session),
    /** Takes a key off the list that cannot be taken back, or is dead. */
    forget(id: KeyId) {
      const stage = book.find(id)?.stage
      if (stage === 'missing') book.drop(id)
      if (stage === 'dead') void remove(id)
    },
    show: (id: KeyId) => withKey(id, record => lending.show(record)),
    copy: (wanted: CopyKey) => withKey(wanted.id, record => lending.copy(record, wanted)),
    addresses: (id: KeyId) => withKey(id, record => lending.addresses(record)),
    code: makings.code,
    /** Goes on with what an earlier run left, once it can be read. */
    launch() {
      // The run before this one ended while it stored the token: a check tells whether it is there.
      for (const { id, stage, stored } of book.all())
        if (stage === 'making' && stored !== 'no') book.change(id, { stage: 'held' })
      unfinished.whenLoaded(resume)
      confirming.follow()
      void settle()
    },
    keychainOpened: () => void settle(),
    wantsKeychain: () => waiting().length > 0,
    reach: async (): Promise<readonly Reach[]> => Promise.all(waiting().map(({ id }) => vault.reach(id))),
    /** The network is back. */
    resumed() {
      makings.hurry()
      confirming.hurry()
    },
    woke(sleptMs: number) {
      makings.slept(sleptMs)
      confirming.slept(sleptMs)
    },
    /** Stops all timers and requests; resolves when every token is kept or owed. */
    async dispose() {
      disposed = true
      confirming.dispose()
      await makings.dispose()
    },
  }
}
