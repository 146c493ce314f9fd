import type { KeyState, Keys, KeyView } from '../../common/keys.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { attemptView } from '../attempt/view.ts'
import type { Kept } from '../vault/port.ts'
import type { Making } from './making.ts'
import type { KeyRecord } from './record.ts'

interface Told {
  readonly records: readonly KeyRecord[]
  readonly making: { readonly record: KeyRecord; readonly making: Making } | undefined
  readonly failed: Keys['failed']
  readonly clipboardClearsInMs: number | null
  /** Why plex.tv did not confirm a key when it was asked last. */
  readonly problemOf: (key: KeyRecord) => Problem | null
  readonly keptOf: (key: KeyRecord) => Kept
}

/** How long a confirmation counts. */
const CONFIRMED_FOR_MS = 3 * 24 * 3_600_000

interface Now {
  readonly now: number
  /** Milliseconds since 1970. */
  readonly calendar: number
  readonly qr: (code: string) => { path: string; modules: number }
}

/** What window and tray may know of the keys. */
export function keysView(
  { records, making, failed, clipboardClearsInMs, problemOf, keptOf }: Told,
  now: Now,
): Keys {
  const list = records
    .filter(({ stage, givenUp }) => stage !== 'making' && !givenUp)
    .map((record): KeyView => {
      const { id, name, preset, server, madeAt, lent, programs, files, emptied, diedAt, ofAnother } = record
      const problem = problemOf(record)
      const state = stateOf(record, problem, now.calendar)
      return {
        id,
        name,
        preset,
        server,
        madeAt,
        lent,
        programs,
        files,
        emptied: emptied.filter(path => !files.includes(path)),
        state,
        problem,
        kept: keptOf(record),
        diedAt,
        ofAnother,
      }
    })
  return {
    list: list.toSorted((one, other) => rank(one) - rank(other) || lastOf(other) - lastOf(one)),
    making:
      making === undefined
        ? null
        : {
            id: making.record.id,
            name: making.record.name,
            attempt: attemptView(making.making.attempts, now),
            byHand: byHand(making.making),
          },
    failed,
    clipboardClearsInMs,
  }
}

const byHand = ({ approval }: Making): Problem | null =>
  approval === 'ours' || approval === 'done' || approval === 'theirs' ? null : approval

function stateOf({ stage, confirmedAt }: KeyRecord, problem: Problem | null, calendar: number): KeyState {
  if (stage !== 'held' && stage !== 'making') return stage
  const isFresh = confirmedAt !== null && calendar - confirmedAt < CONFIRMED_FOR_MS
  return isFresh && problem === null ? 'alive' : 'unconfirmed'
}

const rank = ({ state }: KeyView): number => (state === 'dead' || state === 'missing' ? 0 : 1)

const lastOf = ({ lent, madeAt }: KeyView): number => lent?.at ?? madeAt
