import type { KeyId } from '../../common/ids.ts'
import type { CopyKey, KeyAddresses, Lending } from '../../common/keys.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { presets } from '../../common/presets.ts'
import type { Clock } from '../clock.ts'
import { Failure, toProblem } from '../failure.ts'
import type { PlexFor, ServerAccess } from '../plex/port.ts'
import type { Secret } from '../secret.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Asking } from '../vault/port.ts'
import { addressesOf } from './addresses.ts'
import type { Book } from './book.ts'
import type { KeyRecord } from './record.ts'

/** In place of a key in lines that are copied without it. */
const PLACE_OF_KEY = 'YOUR-KEY'
const PLACE_OF_ADDRESS = 'http://SERVER:32400'

const TIMEOUT_MS = 15_000

/** What is shown of the last use is told to the minute. */
export const WRITTEN_EVERY_MS = 60_000

/** `secret`: marked so, and taken off again soon. Fails unless it is known to be there. */
export interface KeyClipboard {
  copy(text: string, secret: boolean): Promise<void>
  clearsInMs(): number | null
}

interface Ports {
  readonly clock: Pick<Clock, 'calendar'>
  readonly book: Pick<Book, 'find' | 'change'>
  readonly vault: Pick<KeyVault, 'read'>
  readonly apiFor: PlexFor
  readonly clipboard: Pick<KeyClipboard, 'copy'>
  /** Called where the keychain has no token of it. */
  readonly missed: (key: KeyId) => void
  readonly observe: (what: string, problem?: unknown) => void
}

/** What a program is given for a key. */
interface Lent {
  readonly key: Secret
  readonly access: ServerAccess | undefined
}

/** A key's token, read while it is found out who asks for it. Undefined where a try without a question did not get it. */
export type Ahead = Promise<Secret | undefined>

interface Borrower {
  /** Its path; null where it is not known. */
  readonly program: string | null
  /** In place of the server that the key was made for. */
  readonly server: KeyRecord['server']
  readonly how: Asking
  readonly ahead?: Ahead | undefined
}

/** What a program gets. */
export type Borrowed =
  | {
      readonly key: string
      readonly addresses: Extract<KeyAddresses, { addresses: unknown }>['addresses']
    }
  | { readonly problem: Problem }

/**
 * The one door by which a token leaves the main process. SECURITY: each way through it is one answer to one press of the
 * person, or to a program that the person has allowed that, and nothing here is kept.
 */
export function createLending({ clock, book, vault, apiFor, clipboard, missed, observe }: Ports) {
  /** `program`: the one that it went to, as far as that is known. `remains`: the server whose own key that is. */
  function lent({ id }: KeyRecord, how: Lending, program: string | null = null, remains?: string) {
    const at = clock.calendar()
    const { lent: last = null, programs = [], remains: known = null } = book.find(id) ?? {}
    const agoMs = last === null ? Infinity : at - last.at
    const isSame =
      last?.how === how &&
      last.program === program &&
      (remains ?? known) === known &&
      programs.every(({ path, usedAt }) => path !== program || usedAt !== null)
    // A program that asks every few seconds need not have the disk wait for each.
    if (isSame && agoMs >= 0 && agoMs < WRITTEN_EVERY_MS) return
    book.change(id, {
      lent: { at, how, program },
      programs: programs.map(each => (each.path === program ? { ...each, usedAt: at } : each)),
      ...(remains !== undefined && { remains }),
    })
  }

  async function lend(
    record: KeyRecord,
    { server = record.server, how = {}, ahead }: Partial<Borrower> = {},
  ): Promise<Lent> {
    const token = (await ahead) ?? (await vault.read(record.id, how))
    if (server === null) return { key: token, access: undefined }
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const access = await apiFor(record).serverAccess(server.id, token, signal)
    if (access === undefined) throw new Failure('no-server')
    return { key: access.owned ? token : access.token, access }
  }

  function refusal(record: KeyRecord, error: unknown) {
    observe('A key was not handed out', error)
    if (toProblem(error) === 'keychain-emptied') missed(record.id)
    return { problem: error instanceof Failure ? toProblem(error) : ('not-copied' as const) }
  }

  /** At a press of the person, who is told why if it is not handed out. */
  async function pressed<T>(id: KeyId, use: (record: KeyRecord) => Promise<T>) {
    const record = book.find(id)
    if (record?.stage !== 'held') return { problem: 'keychain-emptied' as const }
    try {
      return await use(record)
    } catch (error) {
      return refusal(record, error)
    }
  }

  /** Only what was handed out for this key: the window does not choose what comes onto the clipboard. */
  const known = new Map<KeyId, readonly string[]>()

  const linesOf = ({ preset }: KeyRecord, address: CopyKey['address'], key: string): string =>
    preset === null ? key : `${presets[preset].lines(address ?? PLACE_OF_ADDRESS, key).join('\n')}\n`

  return {
    show: (id: KeyId) =>
      pressed(id, async record => {
        const { key } = await lend(record)
        lent(record, 'shown')
        return { key: key.reveal() }
      }),
    copy: ({ id, what, address: wanted }: CopyKey) =>
      pressed(id, async record => {
        const address = known.get(id)?.find(url => url === wanted) ?? null
        if (what === 'lines-without-key') await clipboard.copy(linesOf(record, address, PLACE_OF_KEY), false)
        else {
          const key = (await lend(record)).key.reveal()
          await clipboard.copy(what === 'key' ? key : linesOf(record, address, key), true)
          lent(record, 'copied')
        }
        return null
      }),
    addresses: (id: KeyId) =>
      pressed(id, async record => {
        const { access } = await lend(record)
        const addresses = addressesOf(access?.ways ?? [])
        known.set(
          id,
          addresses.map(({ url }) => url),
        )
        return { addresses, ofServer: access?.owned === false }
      }),
    /** Asks nobody. SECURITY: it stays here until `toProgram` is called with it. */
    ahead: ({ id }: KeyRecord): Ahead => vault.read(id, { silently: true }).catch(() => undefined),
    /** SECURITY: whoever calls this knows that the person has allowed it. */
    async toProgram(record: KeyRecord, { program, server, ...rest }: Borrower): Promise<Borrowed> {
      try {
        const of = server ?? record.server
        const { key, access } = await lend(record, { server: of, ...rest })
        lent(record, 'program', program, access?.owned === false ? of?.name : undefined)
        return { key: key.reveal(), addresses: addressesOf(access?.ways ?? []) }
      } catch (error) {
        const { problem } = refusal(record, error)
        return { problem: problem === 'not-copied' ? 'unexpected' : problem }
      }
    },
  }
}
