import { randomUUID } from 'node:crypto'
import type { QuestionId, SessionId } from '../common/ids.ts'
import type { Servers } from '../common/sign-in-view.ts'
import { createRevoker } from './account/revoker.ts'
import { createServers } from './account/servers.ts'
import { createSessionRecord } from './account/session-record.ts'
import type { Clock } from './clock.ts'
import { Failure, toProblem } from './failure.ts'
import type { KeyRecords } from './keys/book.ts'
import { addressesOf } from './keys/addresses.ts'
import type { Clean } from './keys/taking-back.ts'
import type { KeyClipboard } from './keys/lend.ts'
import { createKeys } from './keys/service.ts'
import type { SignedInNow } from './keys/signed-in-now.ts'
import type { PlexApi, PlexFor } from './plex/port.ts'
import type { Memory } from './memory/memory.ts'
import { createSignIn } from './sign-in/service.ts'
import type { State } from './sign-in/state.ts'
import type { SystemKeychain } from './vault/port.ts'
import { createOccasions } from './occasions.ts'
import { createOwnItems } from './own-items.ts'

/** What is remembered about the sign-in, apart from its secrets. */
export type Remembered = Omit<Memory, 'version' | 'computer' | 'others'>

interface Ports {
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random?: () => number
  /** Makes a UUID. */
  readonly newId?: () => string
  readonly api: PlexApi
  readonly apiFor: PlexFor
  readonly keychain: SystemKeychain
  readonly memory: { get(): Remembered; set(change: Partial<Remembered>): void }
  /** What is remembered of keys. */
  readonly keyRecords: KeyRecords
  readonly clipboard: KeyClipboard
  /**
   * Takes a key that is given up out of the files of programs, or puts another in its place. Resolves with those that it was
   * in, soon.
   */
  readonly clean?: Clean
  /** Whether the computer has a network. */
  readonly isOnline: () => boolean
  /** Called when a revocation was owed for too long. */
  readonly givenUp?: () => void
  /** Called once for each key that plex.tv has ended. */
  readonly keyDied?: (name: string) => void
  /** Called with every change and error, for the log. */
  readonly observe?: (what: string, problem?: unknown) => void
}

export type Services = ReturnType<typeof createServices>

/** Everything below the tray and the window, without Electron: the sign-in over plex.tv and the keychain. */
export function createServices(ports: Ports) {
  const { clock, random = Math.random, newId = randomUUID, api, apiFor, keychain, memory, keyRecords } = ports
  const { isOnline, givenUp = () => {}, keyDied = () => {}, observe = () => {} } = ports
  const items = createOwnItems({ clock, keychain, memory, keyRecords, newId, observe })
  const { calls, vault, unfinished } = items
  const revoker = createRevoker({ api, apiFor, unfinished, clock, givenUp, observe })
  const record = createSessionRecord(memory, clock)
  const signIn = createSignIn({
    api,
    vault,
    unfinished,
    owe: revoker.owe,
    isSafe: revoker.isSafe,
    isOver: revoker.isOver,
    clock,
    newId,
    random,
    record,
    isKeychainMissing: keychain.isMissing,
    observe,
  })
  const servers = createServers({ api, vault, observe, doubted: signIn.doubted })
  const now = () => signedInNow(signIn.state(), servers.state())
  const keys = createKeys({
    clock,
    random,
    newId,
    owner: () => memory.get().clientIdentifier,
    records: keyRecords,
    vault: items.keyVault,
    unfinished,
    api,
    apiFor,
    clipboard: ports.clipboard,
    signedIn: now,
    held,
    doubted: signIn.doubted,
    owe: revoker.owe,
    isSafe: revoker.isSafe,
    clean: ports.clean ?? (() => Promise.resolve([])),
    died: keyDied,
    observe,
  })
  const occasions = createOccasions({ signIn, servers, keys, revoker, calls, isOnline, clock })
  const { follow } = occasions
  signIn.subscribe(({ sessions: { session } }) => {
    servers.follow(session?.kind === 'signed-in' ? session : null)
    keys.sessionIs(session?.kind === 'signed-in' ? session.id : null)
    follow()
  })
  revoker.subscribe(follow)
  calls.subscribe(() => {
    // However late an answer comes, it counts.
    if (!calls.asking()) {
      signIn.keychainAnswered()
      keys.keychainOpened()
    }
    follow()
  })
  servers.subscribe(follow)
  keys.subscribe(follow)

  async function held() {
    const found = await vault.read({ silently: true })
    if (found === undefined) throw new Failure('keychain-emptied')
    return found.token
  }

  const isPresent = (id: SessionId): boolean => now()?.session === id

  return {
    signIn,
    revoker,
    servers,
    record,
    keys,
    vault,
    unfinished,
    api,
    keychain,
    testItem: items.testItem,
    /** Calls back after each change. */
    subscribe(changed: () => void) {
      for (const { subscribe } of [signIn, revoker, servers, calls, keys]) subscribe(changed)
    },
    /** "Sign in again": the keys made with that session are taken back with it. */
    disown(session: SessionId) {
      if (!isPresent(session)) return
      void keys.revokeOf(session)
      signIn.disown(session)
    },
    signOutWithKeys(session: SessionId) {
      if (!isPresent(session)) return
      void keys.revokeWithAll()
      signIn.signOut(session)
    },
    /** Where the account's servers can be reached, best first, by their ids; or why that is not known. */
    async addressesOfServers(signal: AbortSignal) {
      try {
        const ways = await api.serverWays(await held(), signal)
        return new Map([...ways].map(([id, each]) => [id, addressesOf(each)] as const))
      } catch (error) {
        return toProblem(error)
      }
    },
    /** What the person answers to a question. */
    answer(id: QuestionId, choice: 'keep' | 'revoke') {
      if (!keys.answer(id, choice)) signIn.answer(id, choice)
    },
    /** The question of the keychain that is open, and whether it can be taken back; null if there is none. */
    askingKeychain: () => (calls.asking() ? { stoppable: calls.canCancel } : null),
    stopWaiting: () => calls.cancel(),
    /** Starts from what an earlier run left. `byHand`: by the person, who may be asked for a password then. */
    launch({ byHand }: { readonly byHand: boolean }) {
      unfinished.whenLoaded(() => revoker.tryNow())
      keys.launch()
      signIn.launched({ byHand })
    },
    woke: occasions.woke,
    unlocked: occasions.unlocked,
    unblocked: occasions.unblocked,
    closeKeychain: items.close,
    /** Finishes what must not be lost; resolves with whether this process can then end by itself. */
    async dispose(): Promise<boolean> {
      revoker.dispose()
      servers.dispose()
      occasions.dispose()
      await Promise.all([signIn.dispose(), keys.dispose()])
      return items.close(1_000)
    },
  }
}

/** Whose session it is, and which servers it reaches. */
function signedInNow({ sessions: { session } }: State, { list }: Servers): SignedInNow | null {
  if (session?.kind !== 'signed-in') return null
  return { session: session.id, account: session.account, servers: list ?? [] }
}
