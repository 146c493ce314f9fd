import type { KeyId, QuestionId } from '../../common/ids.ts'
import type { Question } from '../../common/question.ts'
import type { Account, Problem } from '../../common/sign-in-view.ts'
import type { Clock } from '../clock.ts'
import { toPause, toProblem } from '../failure.ts'
import { isSamePerson } from '../plex/account.ts'
import type { PlexFor } from '../plex/port.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Book } from './book.ts'
import { createKeyChecks, type Verdict } from './checks.ts'
import type { KeyRecord } from './record.ts'
import type { SignedInNow } from './signed-in-now.ts'

interface Ports {
  readonly clock: Clock
  readonly random: () => number
  /** Makes a UUID. */
  readonly newId: () => string
  readonly book: Book
  readonly vault: Pick<KeyVault, 'read' | 'erase'>
  readonly apiFor: PlexFor
  readonly signedIn: () => SignedInNow | null
  /** Called once for each key that plex.tv has ended. */
  readonly died: (name: string) => void
  /** Called where the keychain has no token of it. */
  readonly missed: (key: KeyId) => void
  readonly changed: () => void
  readonly observe: (what: string, problem?: unknown) => void
}

export type Confirming = ReturnType<typeof createConfirming>

const LONGEST_CHECK_MS = 15_000

/** Asks plex.tv whether each key lives, and whose it is where somebody else may have approved it. */
export function createConfirming(ports: Ports) {
  const { clock, random, newId, book, vault, apiFor, changed, observe } = ports
  const problems = new Map<KeyId, Problem>()
  const questions = new Map<KeyId, QuestionId>()
  const checks = createKeyChecks({ clock, random, ask: verdictOn, told: heard })

  async function verdictOn(id: KeyId): Promise<Verdict> {
    const record = book.find(id)
    if (record === undefined) return { kind: 'missed', problem: 'unexpected', retryAfterMs: 0 }
    try {
      const token = await vault.read(id, { silently: true })
      const account = await apiFor(record).account(token, AbortSignal.timeout(LONGEST_CHECK_MS))
      return { kind: 'alive', account }
    } catch (error) {
      const problem = toProblem(error)
      if (problem === 'refused') return { kind: 'refused' }
      observe('A key was not confirmed', error)
      return { kind: 'missed', problem, retryAfterMs: toPause(error) }
    }
  }

  function heard(id: KeyId, verdict: Verdict) {
    const record = book.find(id)
    if (record?.stage !== 'held') return
    problems.delete(id)
    switch (verdict.kind) {
      case 'alive':
        return book.change(id, {
          confirmedAt: clock.calendar(),
          ...(record.byHand ? { byHand: false, ...whose(record, verdict.account) } : {}),
        })
      case 'refused':
        book.change(id, { stage: 'dead', diedAt: clock.calendar() })
        ports.died(record.name)
        // Its token opens nothing any more, so it needs no owner.
        return void vault.erase(id, { silently: true }, async () => {})
      case 'missed':
        if (verdict.problem === 'keychain-emptied') return ports.missed(id)
        problems.set(id, verdict.problem)
        return changed()
    }
  }

  /**
   * Whose a key is that somebody approved by hand, unless it is known to be who asked for it. Where it is known to be
   * somebody else, the person is asked.
   */
  function whose(record: KeyRecord, account: Account): Pick<KeyRecord, 'ofAnother' | 'undecided'> {
    const now = ports.signedIn()
    const asker = now !== null && now.session === record.session ? now.account : null
    if (asker !== null && isSamePerson(asker, account)) return { ofAnother: null, undecided: false }
    return { ofAnother: { name: account.name }, undecided: asker !== null }
  }

  function questionOf(key: KeyId): QuestionId {
    const id = questions.get(key) ?? (newId() as QuestionId)
    questions.set(key, id)
    return id
  }

  book.subscribe(() => {
    const known = new Set(book.all().map(({ id }) => id))
    for (const id of problems.keys()) if (!known.has(id)) problems.delete(id)
    for (const id of questions.keys()) if (!known.has(id)) questions.delete(id)
    follow()
  })

  function follow() {
    const held = book.all().filter(({ stage }) => stage === 'held')
    checks.follow(held.map(({ id, confirmedAt }) => ({ id, confirmedAgoMs: agoMs(confirmedAt) })))
  }

  /** Null if it never was, or the calendar was set back since. */
  const agoMs = (at: number | null): number | null =>
    at === null || at > clock.calendar() ? null : clock.calendar() - at

  return {
    follow,
    /** Confirms a key that has just been made: at once where it may be anybody's. */
    async first({ id, byHand }: KeyRecord): Promise<void> {
      const verdict = byHand ? await verdictOn(id) : null
      if (verdict?.kind === 'alive') heard(id, verdict)
      else checks.now(id)
    },
    problemOf: ({ id }: KeyRecord) => problems.get(id) ?? null,
    question(): Question | null {
      const record = book.all().find(({ stage, undecided }) => stage === 'held' && undecided)
      if (record === undefined) return null
      const { name } = record.ofAnother ?? { name: null }
      const account = name === null ? null : { name }
      return {
        kind: 'key-of-another',
        id: questionOf(record.id),
        account,
        key: { id: record.id, name: record.name },
      }
    },
    /** Closes a question; the key that it was about, undefined if it is not one of ours. */
    close(id: QuestionId): KeyId | undefined {
      const [key] = [...questions].find(([, question]) => question === id) ?? []
      if (key === undefined || book.find(key)?.undecided !== true) return undefined
      book.change(key, { undecided: false })
      return key
    },
    hurry: () => checks.hurry(),
    slept: (ms: number) => checks.slept(ms),
    dispose: () => checks.dispose(),
  }
}
