import type { KeyId } from '../../common/ids.ts'
import { type Keys, MOST_KEYS, type NewKey } from '../../common/keys.ts'
import { isSameName } from '../../common/key-names.ts'
import { readable } from '../../common/readable.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import type { Clock } from '../clock.ts'
import { Failure, toProblem } from '../failure.ts'
import type { KeyIdentity } from '../plex/headers.ts'
import type { PlexApi, PlexFor } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import type { Book } from './book.ts'
import type { Confirming } from './confirming.ts'
import { createMakings } from './makings.ts'
import { identityOf, isGivenUp, type KeyRecord, newRecord } from './record.ts'
import type { SignedInNow } from './signed-in-now.ts'

interface Ports {
  readonly clock: Clock
  /** Makes a UUID. */
  readonly newId: () => string
  /** The client identifier of this Latchkey. */
  readonly owner: () => string
  readonly book: Book
  readonly vault: Pick<KeyVault, 'write'>
  readonly unfinished: UnfinishedBusiness
  readonly confirming: Pick<Confirming, 'first'>
  readonly api: Pick<PlexApi, 'link'>
  readonly apiFor: PlexFor
  readonly signedIn: () => SignedInNow | null
  /** The token of the session. Rejects with a `Failure` of the keychain. */
  readonly held: () => Promise<Secret>
  /** Called when plex.tv refuses that token. */
  readonly doubted: () => void
  readonly owe: (token: Secret, key: KeyIdentity) => Promise<void>
  readonly remove: (id: KeyId) => Promise<void>
  /** Puts a new key where the old one was written, before that goes. */
  readonly rewrite: (old: KeyId, by: KeyId) => Promise<void>
  readonly changed: () => void
  readonly observe: (what: string, problem?: unknown) => void
}

interface How {
  /** The dead one whose name it takes over. */
  readonly instead?: KeyId
  /** Whether Latchkey approves its code, or the person says yes by approving it. */
  readonly approval?: 'ours' | 'theirs'
  readonly once?: boolean
  /** Called where no token comes of it, instead of telling the window. */
  readonly ended?: (problem: Problem | null) => void
}

/** Why a key is not made. `busy`: another is; `taken`: another has that name. */
export type NotMade = 'signed-out' | 'nameless' | 'busy' | 'full' | 'taken' | 'not-remembered'

type Made = { readonly made: KeyId } | { readonly refused: NotMade }

/** Makes keys: from what is chosen to a token in the keychain. */
export function createCreating(ports: Ports) {
  const { clock, newId, book, vault, unfinished, confirming, apiFor } = ports
  const { signedIn, owe, remove, changed, observe } = ports
  let failed: Keys['failed'] = null
  /** Of a dead key and the one that is made in its place. */
  let replacing: { readonly by: KeyId; readonly old: KeyId } | null = null
  /** Who is told where no token comes of a key. */
  const ends = new Map<KeyId, (problem: Problem | null) => void>()

  const makings = createMakings({
    clock,
    unfinished,
    apiFor,
    observe,
    changed,
    async link({ session }, code, signal) {
      try {
        // Who has signed in since did not ask for it.
        if (signedIn()?.session !== session) throw new Failure('not-allowed')
        await ports.api.link(code, await ports.held(), signal)
      } catch (error) {
        if (toProblem(error) === 'refused') ports.doubted()
        throw error
      }
    },
    claimed,
    surplus: (record, token) => owe(token, identityOf(record)),
    failed(record, problem) {
      const { name, preset, server } = record
      const tell = ends.get(record.id)
      if (tell !== undefined) return tell(problem)
      if (problem !== null) failed = { name, preset, server: server?.id ?? null, problem }
    },
    over(record) {
      ends.delete(record.id)
      if (book.find(record.id)?.stage === 'making') book.drop(record.id)
    },
  })

  async function handOver(old: KeyId, by: KeyId): Promise<void> {
    await ports.rewrite(old, by).catch((error: unknown) => observe('A file keeps a key that died', error))
    await remove(old)
  }

  /** `byHand`: somebody may have approved it who did not ask for it. */
  async function claimed(
    begun: KeyRecord,
    token: Secret,
    { isOld, byHand }: { readonly isOld: boolean; readonly byHand: boolean },
  ): Promise<void> {
    const { id } = begun
    const record = book.find(id)
    if (record === undefined || isGivenUp(record)) return owe(token, identityOf(record ?? begun))
    const now = clock.calendar()
    const kept = await vault.write(id, token, { silently: isOld })
    if (kept !== 'keychain') observe(`A key is in memory alone: ${kept}`)
    // Who has just handed it out has confirmed it. It may have been given up while it was stored.
    const stage = book.find(id)?.givenUp === true ? 'leaving' : 'held'
    book.change(id, { stage, byHand, madeAt: now, confirmedAt: clock.calendar() })
    if (stage === 'leaving') return
    if (replacing?.by === id) {
      void handOver(replacing.old, id)
      replacing = null
    }
    void confirming.first({ ...record, byHand })
  }

  function add({ name: given, preset, server }: NewKey, how: How = {}): Made {
    const { instead, approval = 'ours', once = false } = how
    const now = signedIn()
    const name = readable(given)
    if (now === null) return { refused: 'signed-out' }
    if (name === null) return { refused: 'nameless' }
    if (approval === 'ours' && makings.shown() !== undefined) return { refused: 'busy' }
    if (instead === undefined && book.listed().length >= MOST_KEYS) return { refused: 'full' }
    const isAwaited = makings.awaited().some(other => isSameName(other.name, name))
    if (isAwaited || book.isTaken(name, instead && { except: instead })) return { refused: 'taken' }
    const found = now.servers.find(({ id }) => id === server)
    const record = newRecord({
      id: newId() as KeyId,
      owner: ports.owner(),
      identifier: newId(),
      name,
      preset,
      server: found === undefined ? null : { id: found.id, name: found.name, owned: found.owned },
      madeAt: clock.calendar(),
      session: now.session,
      once,
    })
    failed = null
    // Nothing is asked of Plex that the next run would not know of.
    if (!book.add(record)) {
      const isTold = how.ended !== undefined
      if (!isTold) failed = { name, preset, server: record.server?.id ?? null, problem: 'not-remembered' }
      book.drop(record.id)
      return { refused: 'not-remembered' }
    }
    if (how.ended !== undefined) ends.set(record.id, how.ended)
    makings.begin(record, approval)
    changed()
    return { made: record.id }
  }

  return {
    makings,
    /** Why the last one could not be made, until the next is tried. */
    failed: () => failed,
    create: (wanted: NewKey) => void add(wanted),
    add,
    /** Makes another in the place of a dead one, under its name. */
    replace: (id: KeyId) => {
      const old = book.find(id)
      if (old?.stage !== 'dead') return
      const { name, preset, server } = old
      const by = add({ name, preset, server: server?.id ?? null }, { instead: id })
      if (!('made' in by)) return
      book.change(by.made, { programs: old.programs })
      replacing = { by: by.made, old: id }
    },
  }
}
