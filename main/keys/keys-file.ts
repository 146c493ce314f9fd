import { join } from 'node:path'
import * as v from 'valibot'
import { KeyId } from '../../common/ids.ts'
import { MOST_KEYS } from '../../common/key-limits.ts'
import { type KeptFileOptions, openKeptFile } from '../files/kept-file.ts'
import { KeyRecord } from './record.ts'

const VERSION = 1
/** Room for as many keys as there can be, each with as many programs as may have it. */
const LARGEST_BYTES = 8_388_608

const Named = v.object({ id: KeyId })
const File = v.object({ version: v.literal(VERSION), keys: v.array(v.unknown()) })

interface Options extends Omit<KeptFileOptions<readonly unknown[]>, 'path' | 'parse' | 'largestBytes'> {
  readonly folder: string
  /** The client identifier of this Latchkey. */
  readonly owner: Promise<string>
}

/** What people are told about the file. */
export type KeysNotice = 'keys-broken' | 'keys-lost' | 'keys-unwritable' | 'keys-unread' | null

export type KeysFile = Awaited<ReturnType<typeof openKeysFile>>

/**
 * What is remembered of the keys of this computer, in `keys.json`, and again in `keys.copy.json` for when that cannot be
 * used: without it a key cannot be named, nor taken back. What makes no sense in it, or belongs to another computer or a
 * later release, stays in it.
 */
export async function openKeysFile({ folder, owner, ...options }: Options) {
  const open = (name: string) =>
    openKeptFile({ ...options, path: join(folder, name), parse, largestBytes: LARGEST_BYTES })
  // All at once: each may be on a disk that does not answer.
  const [file, copy, mine] = await Promise.all([open('keys.json'), open('keys.copy.json'), owner])
  const found = file.content ?? (file.kind === 'unread' ? undefined : copy.content) ?? []
  const isOurs = (entry: unknown): entry is KeyRecord => v.is(KeyRecord, entry) && entry.owner === mine
  const known: readonly unknown[] = eachOnce(found.filter(isOurs))
  const others = found.filter(entry => !known.includes(entry))
  const idsOfOthers = new Set(others.map(entry => (v.is(Named, entry) ? entry.id : null)))
  let keys: readonly KeyRecord[] = known.map(entry => v.parse(KeyRecord, entry))
  let notice: KeysNotice = null
  if (file.kind === 'unread') notice = 'keys-unread'
  else if (file.content === undefined && copy.content !== undefined) notice = 'keys-broken'
  else if (file.kind === 'broken') notice = 'keys-lost'

  return {
    get: (): readonly KeyRecord[] => keys,
    set(next: readonly KeyRecord[]): boolean {
      keys = next
      const content = { version: VERSION, keys: [...others, ...keys] }
      const isWritten = file.write(content)
      // Never ahead of the file itself.
      if (isWritten) copy.write(content)
      return isWritten
    },
    /** Where the file was not read, it may name any. */
    names: (id: KeyId): boolean =>
      file.kind === 'unread' || idsOfOthers.has(id) || keys.some(key => key.id === id),
    notice: (): KeysNotice => (file.isUnwritable() ? 'keys-unwritable' : notice),
    dismissNotice() {
      notice = null
      file.dismissUnwritable()
    },
  }
}

/** Each key and each client identifier once, and no more than there may be. */
function eachOnce(records: readonly KeyRecord[]): readonly KeyRecord[] {
  const isFirst = (record: KeyRecord, index: number) =>
    records.findIndex(other => other.id === record.id || other.identifier === record.identifier) === index
  const once = records.filter(isFirst)
  return once.filter(
    record => record.givenUp || once.filter(({ givenUp }) => !givenUp).indexOf(record) < MOST_KEYS,
  )
}

const parse = (text: string): readonly unknown[] => v.parse(File, JSON.parse(text)).keys
