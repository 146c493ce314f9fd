import type { KeyId } from '../../common/ids.ts'
import { MOST_FILES, MOST_PROGRAMS } from '../../common/key-limits.ts'
import { isSameName } from '../../common/key-names.ts'
import type { NewKey } from '../../common/keys.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { currentWatch } from '../attempt/state.ts'
import type { Clock } from '../clock.ts'
import { markOf } from '../vault/mark.ts'
import type { Book } from './book.ts'
import type { createCreating, NotMade } from './creating.ts'
import type { Ahead, Borrowed, createLending } from './lend.ts'
import { isByHand } from './making.ts'
import type { KeyRecord } from './record.ts'
import type { SignedInNow } from './signed-in-now.ts'

interface Ports {
  readonly clock: Clock
  readonly book: Book
  readonly lending: Pick<ReturnType<typeof createLending>, 'ahead' | 'toProgram'>
  readonly creating: Pick<ReturnType<typeof createCreating>, 'add' | 'makings'>
  readonly signedIn: () => SignedInNow | null
  readonly problemOf: (key: KeyRecord) => Problem | null
  readonly remove: (id: KeyId) => Promise<void>
}

/** What is made for a program, and how. */
export interface Wanted extends NewKey {
  /** It is taken back when whoever it was made for has ended. */
  readonly once: boolean
  /** Whether the person says yes by approving its code. */
  readonly byPhone: boolean
}

/** How far a key is that a program waits for. */
export type Progress =
  | { readonly kind: 'made'; readonly record: KeyRecord }
  | {
      readonly kind: 'code'
      readonly code: string
      readonly remainingMs: number
      readonly problem: Problem | null
    }
  | { readonly kind: 'waiting'; readonly problem: Problem | null }
  /** It will not come. `other-account`: somebody else approved it. */
  | { readonly kind: 'over'; readonly why: Problem | 'other-account' | null }

export type Programs = ReturnType<typeof createPrograms>

/** A program that did not use its key for this long asks again. */
export const FORGOTTEN_AFTER_MS = 90 * 24 * 3_600_000
/** What was made for one use, and whose end nobody sees. */
export const ONCE_FOR_MS = 3_600_000

const first = (one: string, all: readonly string[]): string[] =>
  [one, ...all.filter(other => other !== one)].slice(0, MOST_FILES)

/** Keys for programs of this computer: found by name, made, and handed to those that the person has allowed that. */
export function createPrograms({ clock, book, lending, creating, signedIn, problemOf, remove }: Ports) {
  const { makings } = creating
  /** Those that somebody waits for, and why there will be none. */
  const waited = new Map<KeyId, { readonly over: Problem | null } | null>()

  const listed = () => book.all().filter(({ stage, givenUp }) => stage !== 'making' && !givenUp)

  /** One that a name stands for: what was made for one use alone is nobody else's. */
  const named = (name: string): KeyRecord | undefined =>
    listed().find(record => !record.once && isSameName(record.name, name))

  const isFresh = ({ allowedAt, usedAt }: KeyRecord['programs'][number]): boolean =>
    clock.calendar() - Math.max(allowedAt, usedAt ?? 0) < FORGOTTEN_AFTER_MS

  function change(id: KeyId, next: (programs: KeyRecord['programs']) => KeyRecord['programs']) {
    const programs = book.find(id)?.programs
    if (programs !== undefined) book.change(id, { programs: next(programs) })
  }

  /** `NAME (once)`, or a number more where there is one already. */
  function nameForOnce(name: string): string {
    for (let number = 1; ; number++) {
      const one = `${name.slice(0, 180)} (once${number === 1 ? '' : ` ${number}`})`
      if (!book.isTaken(one) && !makings.awaited().some(other => isSameName(other.name, one))) return one
    }
  }

  return {
    named,
    listed,
    /** A server by its id or its name; the one that a key was made for also while plex.tv does not tell. */
    server(wanted: string, known: KeyRecord | undefined): KeyRecord['server'] | undefined {
      const all = [...(known?.server == null ? [] : [known.server]), ...(signedIn()?.servers ?? [])]
      const found = all.find(({ id }) => id === wanted) ?? all.find(({ name }) => isSameName(name, wanted))
      return found && { id: found.id, name: found.name, owned: found.owned }
    },
    /** At this moment: who is asking takes a while to find out, and the person may take back what they had allowed. */
    isAllowed: ({ id }: Pick<KeyRecord, 'id'>, path: string): boolean =>
      book.find(id)?.programs.some(program => program.path === path && isFresh(program)) === true,
    /** From now on that program may have the key without a question. Of too many, the one used longest ago goes. */
    allow: (id: KeyId, path: string) =>
      change(id, programs => {
        const lastOf = ({ allowedAt, usedAt }: KeyRecord['programs'][number]) => usedAt ?? allowedAt
        const rest = programs
          .filter(program => program.path !== path)
          .toSorted((one, other) => lastOf(other) - lastOf(one))
        return [{ path, allowedAt: clock.calendar(), usedAt: null }, ...rest.slice(0, MOST_PROGRAMS - 1)]
      }),
    /** That program has to ask for the key again. */
    disallow: (id: KeyId, path: string) =>
      change(id, programs => programs.filter(program => program.path !== path)),
    /** It is in that file now, out of which it is taken when it is revoked. */
    wrote(id: KeyId, path: string, key: string): void {
      const record = book.find(id)
      if (record === undefined) return
      book.change(id, { files: first(path, record.files), fileMarks: first(markOf(key), record.fileMarks) })
    },
    make({ once, byPhone, ...wanted }: Wanted): { readonly made: KeyId } | { readonly refused: NotMade } {
      let mine: KeyId | undefined
      const ended = (problem: Problem | null) => {
        if (mine !== undefined && waited.has(mine)) waited.set(mine, { over: problem })
      }
      const told = creating.add(
        { ...wanted, name: once ? nameForOnce(wanted.name) : wanted.name },
        { once, approval: byPhone ? 'theirs' : 'ours', ended },
      )
      if (!('made' in told)) return told
      mine = told.made
      waited.set(mine, null)
      return told
    },
    progress(id: KeyId): Progress {
      const record = book.find(id)
      const making = makings.making(id)
      if (record?.stage === 'held' && !record.byHand && making?.attempts.attempt == null) {
        waited.delete(id)
        return record.ofAnother === null ? { kind: 'made', record } : { kind: 'over', why: 'other-account' }
      }
      if (record?.stage === 'held') return { kind: 'waiting', problem: problemOf(record) }
      const over = waited.get(id) ?? null
      if (record?.stage !== 'making' || record.givenUp || over !== null) {
        waited.delete(id)
        return { kind: 'over', why: over?.over ?? null }
      }
      const watch = making && currentWatch(making.attempts)
      const { attempt = null } = making?.attempts ?? {}
      if (making === undefined || watch === undefined || !isByHand(making)) {
        const trouble = attempt?.kind === 'requesting-code' ? attempt.trouble : (watch?.trouble ?? null)
        return { kind: 'waiting', problem: trouble?.problem ?? null }
      }
      return {
        kind: 'code',
        code: watch.pin.code,
        remainingMs: Math.max(0, watch.deadline - clock.now()),
        problem: watch.trouble?.problem ?? null,
      }
    },
    /** For a program that asks, and may be one that has been allowed this key. Undefined where no program has. */
    ahead: (record: KeyRecord): Ahead | undefined =>
      record.stage === 'held' && record.programs.some(isFresh) ? lending.ahead(record) : undefined,
    /** SECURITY: for a program that the person has allowed this. */
    async lend(id: KeyId, borrower: Parameters<typeof lending.toProgram>[1]): Promise<Borrowed> {
      const record = book.find(id)
      return record?.stage === 'held' ? lending.toProgram(record, borrower) : { problem: 'keychain-emptied' }
    },
    /** Nobody waits for it or uses it any more. */
    end(id: KeyId): void {
      waited.delete(id)
      void remove(id)
    },
  }
}
