import type { KeyId, QuestionId, SessionId } from '../../common/ids.ts'
import type { Keys } from '../../common/keys.ts'
import type { Clock } from '../clock.ts'
import type { KeyIdentity } from '../plex/headers.ts'
import type { PlexApi, PlexFor } from '../plex/port.ts'
import { readable } from '../../common/readable.ts'
import type { Secret } from '../secret.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Reach } from '../vault/port.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { createBook, type KeyRecords } from './book.ts'
import { createConfirming } from './confirming.ts'
import { createLending, type KeyClipboard } from './lend.ts'
import { createCreating } from './creating.ts'
import { createPrograms } from './programs.ts'
import { createRemoving } from './removing.ts'
import { createRewriting } from './rewriting.ts'
import { createSettling } from './settling.ts'
import type { SignedInNow } from './signed-in-now.ts'
import { type Clean, createTakingBack } from './taking-back.ts'
import { keysView } from './view.ts'

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
  /**
   * Takes a key that is given up out of the files of programs, or puts another in its place. Resolves with those that it was
   * in, soon.
   */
  readonly clean?: Clean
  /** Called once for each key that plex.tv has ended. */
  readonly died: (name: string) => void
  readonly observe: (what: string, problem?: unknown) => void
}

export type KeysService = ReturnType<typeof createKeys>

/** Keys of other programs: each with a token, an identifier and a keychain item of its own. */
export function createKeys(ports: Ports) {
  const { clock, vault, clipboard } = ports
  const listeners = new Set<() => void>()
  const book = createBook(ports.records)
  let disposed = false

  const changed = () => {
    if (!disposed) for (const listener of listeners) listener()
  }
  /** It is missing, unless its token may still come. */
  const missed = (id: KeyId) => (makings.mayBring(id) ? changed() : book.change(id, { stage: 'missing' }))
  const confirming = createConfirming({ ...ports, book, missed, changed })
  book.subscribe(changed)

  const lending = createLending({ ...ports, book, missed })
  const rewrite = createRewriting({
    ...ports,
    book,
    lending,
    wrote: (id, path, key) => programs.wrote(id, path, key),
  })
  const creating = createCreating({ ...ports, book, confirming, remove: id => remove(id), rewrite, changed })
  const { makings } = creating
  const { remove, removeAll, forget } = createRemoving({
    ...ports,
    book,
    makings,
    takeBack: createTakingBack({
      ...ports,
      cleaned: (id, gone) =>
        book.change(id, { files: book.find(id)?.files.filter(file => !gone.includes(file)) ?? [] }),
    }),
    changed,
  })
  const settling = createSettling({
    ...ports,
    book,
    makings,
    remove,
    settled() {
      confirming.hurry()
      changed()
    },
  })

  const programs = createPrograms({
    clock,
    book,
    lending,
    creating,
    signedIn: ports.signedIn,
    problemOf: confirming.problemOf,
    remove: id => remove(id),
  })

  return {
    subscribe: (listener: () => void) => void listeners.add(listener),
    view: (now: Parameters<typeof keysView>[1]): Keys =>
      keysView(
        {
          records: book.all(),
          making: makings.shown(),
          failed: creating.failed(),
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
    create: creating.create,
    cancel: (id: KeyId) => void remove(id),
    replace: creating.replace,
    rename(id: KeyId, given: string) {
      const name = readable(given)
      const shown = makings.shown()?.record.id
      if (name === null || book.isTaken(name, { except: id, ...(shown && { shown }) })) return
      book.change(id, { name })
    },
    revoke: (id: KeyId) => void remove(id),
    /** Those that are listed, and codes that may still become one; not the one that the person waits for. */
    revokeAll: () => removeAll(({ id }) => id !== makings.shown()?.record.id),
    /** With the one that the person waits for. */
    revokeWithAll: () => removeAll(() => true),
    /** Those that were made with that session. */
    revokeOf: (session: SessionId) => removeAll(record => record.session === session),
    forget,
    programs,
    disallow: programs.disallow,
    show: lending.show,
    copy: lending.copy,
    addresses: lending.addresses,
    code: makings.code,
    launch() {
      settling.launch()
      confirming.follow()
    },
    keychainOpened: () => void settling.settle(),
    /** Another session, or none: what was to be approved for the last one is not. */
    sessionIs(session: SessionId | null) {
      for (const id of makings.without(session)) void remove(id)
    },
    wantsKeychain: () => settling.waiting().length > 0,
    reach: async (): Promise<readonly Reach[]> =>
      Promise.all(settling.waiting().map(({ id }) => vault.reach(id))),
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
      settling.dispose()
      await makings.dispose()
    },
  }
}
