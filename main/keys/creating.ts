import type { KeyId } from '../../common/ids.ts'
import { type Keys, MOST_KEYS, type NewKey } from '../../common/keys.ts'
import { readable } from '../../common/readable.ts'
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
  readonly changed: () => void
  readonly observe: (what: string, problem?: unknown) => void
}

/** Makes keys: from what is chosen to a token in the keychain. */
export function createCreating(ports: Ports) {
  const { clock, newId, book, vault, unfinished, confirming, apiFor } = ports
  const { signedIn, owe, remove, changed, observe } = ports
  let failed: Keys['failed'] = null
  /** Of a dead key and the one that is made in its place. */
  let replacing: { readonly by: KeyId; readonly old: KeyId } | null = null

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
      if (problem !== null) failed = { name, preset, server: server?.id ?? null, problem }
    },
    over(record) {
      if (book.find(record.id)?.stage === 'making') book.drop(record.id)
    },
  })

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
      void remove(replacing.old)
      replacing = null
    }
    void confirming.first({ ...record, byHand })
  }

  /** `instead`: the dead one whose name it takes over. Undefined if it is not made. */
  function add({ name: given, preset, server }: NewKey, instead?: KeyId): KeyId | undefined {
    const now = signedIn()
    const name = readable(given)
    if (now === null || name === null || makings.shown() !== undefined) return undefined
    const isFull = instead === undefined && book.listed().length >= MOST_KEYS
    if (isFull || book.isTaken(name, instead && { except: instead })) return undefined
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
    })
    failed = null
    // Nothing is asked of Plex that the next run would not know of.
    if (!book.add(record)) {
      failed = { name, preset, server: record.server?.id ?? null, problem: 'not-remembered' }
      book.drop(record.id)
      return undefined
    }
    makings.begin(record)
    changed()
    return record.id
  }

  return {
    makings,
    /** Why the last one could not be made, until the next is tried. */
    failed: () => failed,
    create: (wanted: NewKey) => void add(wanted),
    /** Makes another in the place of a dead one, under its name. */
    replace: (id: KeyId) => {
      const old = book.find(id)
      if (old?.stage !== 'dead') return
      const { name, preset, server } = old
      const by = add({ name, preset, server: server?.id ?? null }, id)
      if (by !== undefined) replacing = { by, old: id }
    },
  }
}
