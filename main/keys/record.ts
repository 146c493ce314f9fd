import * as v from 'valibot'
import { FilePath } from '../../common/file-path.ts'
import { KeyId, SessionId } from '../../common/ids.ts'
import { MOST_FILES } from '../../common/key-limits.ts'
import { KeyView, lendings, NewKey } from '../../common/keys.ts'
import { Line } from '../../common/sign-in-view.ts'
import type { KeyIdentity } from '../plex/headers.ts'

const LAST_MOMENT = 8.64e15

/** Milliseconds since 1970. */
const Moment = v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_MOMENT))
const Mark = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const MaybeMoment = v.fallback(v.nullable(Moment), null)

/**
 * Where a key is in its life. `making`: it has no token yet. `held`: the keychain has its token, or is to have it.
 * `leaving`: it is taken back as soon as the keychain hands it out.
 */
const stages = ['making', 'held', 'dead', 'missing', 'leaving'] as const

/** What is remembered of a key. There is no field for a secret. */
export const KeyRecord = v.object({
  id: KeyId,
  /** The client identifier of the Latchkey that made it: a home may be copied to another computer, or shared with it. */
  owner: v.pipe(v.string(), v.uuid()),
  /** Its own client identifier, for ever. */
  identifier: v.pipe(v.string(), v.uuid()),
  name: Line,
  preset: v.fallback(NewKey.entries.preset, null),
  server: v.fallback(
    v.nullable(v.object({ ...KeyView.entries.server.wrapped.entries, owned: v.fallback(v.boolean(), true) })),
    null,
  ),
  madeAt: Moment,
  /** The session that it was made with; null if unknown. */
  session: v.fallback(v.nullable(SessionId), null),
  stage: v.picklist(stages),
  /** The person gave it up before it had a token: what still comes of its codes is taken back. */
  givenUp: v.fallback(v.boolean(), false),
  /** Somebody approved its code by hand, and plex.tv has not said yet whose it is. */
  byHand: v.fallback(v.boolean(), false),
  /** Somebody else approved it, and the person has not said yet whether to keep it. */
  undecided: v.fallback(v.boolean(), false),
  /** Of its token; null while none was stored. */
  mark: v.fallback(v.nullable(Mark), null),
  /** As of every keychain item. */
  stored: v.fallback(v.picklist(['yes', 'no', 'unknown', 'given-up']), 'unknown'),
  lent: v.fallback(
    v.nullable(
      v.object({ at: Moment, how: v.picklist(lendings), program: v.fallback(v.nullable(FilePath), null) }),
    ),
    null,
  ),
  /** What may have it without a question. */
  programs: v.fallback(KeyView.entries.programs, []),
  files: v.fallback(KeyView.entries.files, []),
  emptied: v.fallback(KeyView.entries.emptied, []),
  /** Of what was written there: for a shared server that is its own key, which is kept nowhere else. */
  fileMarks: v.fallback(v.pipe(v.array(Mark), v.maxLength(MOST_FILES)), []),
  /** The shared server whose own key a program got in its place: that does not end with this one. */
  remains: v.fallback(v.nullable(Line), null),
  /** It is taken back when the command that it was made for ends. */
  once: v.fallback(v.boolean(), false),
  confirmedAt: MaybeMoment,
  diedAt: MaybeMoment,
  ofAnother: v.fallback(v.nullable(v.object({ name: v.nullable(Line) })), null),
})

export type KeyRecord = v.InferOutput<typeof KeyRecord>

type Chosen = Pick<
  KeyRecord,
  'id' | 'owner' | 'identifier' | 'name' | 'preset' | 'server' | 'madeAt' | 'session' | 'once'
>

/** Of a key that is yet to be made. */
export const newRecord = (chosen: Chosen): KeyRecord => ({
  ...chosen,
  stage: 'making',
  givenUp: false,
  byHand: false,
  undecided: false,
  mark: null,
  stored: 'no',
  lent: null,
  programs: [],
  files: [],
  emptied: [],
  fileMarks: [],
  remains: null,
  confirmedAt: null,
  diedAt: null,
  ofAnother: null,
})

/** The record once the person has given the key up. */
export function givenUp(record: KeyRecord): KeyRecord {
  if (record.stage === 'making') return { ...record, givenUp: true }
  return record.stage === 'held' ? { ...record, stage: 'leaving' } : record
}

export const isGivenUp = (record: KeyRecord): boolean => record.givenUp || record.stage === 'leaving'

export const identityOf = ({ identifier, name }: KeyRecord): KeyIdentity => ({ identifier, name })
