import type { AskingProgram, AccessAnswer } from '../../common/asking-program.ts'
import type { QuestionId } from '../../common/ids.ts'
import { isSameName } from '../../common/key-names.ts'

/** What a program asks for, and what is known of it. */
export type Wish = Omit<AskingProgram, 'id'>
export type Choice = AccessAnswer['choice']

/**
 * How a request ends. `unanswered`: the person was asked and did not answer. They were not asked: `silenced` for not having
 * answered before, `unasked` in time, `busy` for as many questions as there can be.
 */
export type Outcome = Choice | 'unanswered' | 'silenced' | 'unasked' | 'busy'

interface Open {
  readonly id: QuestionId
  readonly wish: Wish
  /** Whoever waits for its answer; never empty. */
  readonly requests: readonly number[]
  readonly askedAt: number
  /** Null while another question is before it. */
  readonly shownAt: number | null
}

export interface Consent {
  /** The first is shown, and no other. */
  readonly open: readonly Open[]
  /** How many in a row the person did not answer. */
  readonly unanswered: number
  readonly silentUntil: number
}

export type ConsentEvent =
  | { readonly kind: 'asked'; readonly request: number; readonly id: QuestionId; readonly wish: Wish }
  | { readonly kind: 'answered'; readonly id: QuestionId; readonly choice: Choice }
  /** Whoever asked is not there any more. */
  | { readonly kind: 'gone'; readonly request: number }
  /** Some time has passed. */
  | { readonly kind: 'time' }

/** Who is told what. */
export interface Told {
  readonly request: number
  readonly outcome: Outcome
}

export type ConsentStep = readonly [Consent, ...Told[]]

export const noQuestions: Consent = { open: [], unanswered: 0, silentUntil: -Infinity }

export const ANSWER_WITHIN_MS = 60_000
/** How long a question waits for those before it. */
export const SHOWN_WITHIN_MS = 60_000
export const SILENT_FOR_MS = 300_000
const MOST_UNANSWERED = 2
/** Somebody who is asked this much does not read any more. */
export const MOST_QUESTIONS = 20

/** As a total function: no clock, no window. `now` is in milliseconds. */
export function consentStep(consent: Consent, event: ConsentEvent, now: number): ConsentStep {
  const [passed, ...told] = timePassed(consent, now)
  const [next, ...more] = stepped(passed, event, now)
  return [shown(next, now), ...told, ...more]
}

function stepped(consent: Consent, event: ConsentEvent, now: number): ConsentStep {
  switch (event.kind) {
    case 'asked':
      return asked(consent, event, now)
    case 'answered': {
      const [first] = consent.open
      // The answer to a question that is over, or was not shown yet.
      if (first?.id !== event.id || !isOffered(first.wish, event.choice)) return [consent]
      return [{ ...consent, open: consent.open.slice(1), unanswered: 0 }, ...tell(first, event.choice)]
    }
    case 'gone': {
      const open = consent.open.map(one => ({
        ...one,
        requests: one.requests.filter(request => request !== event.request),
      }))
      const left = open.filter(({ requests }) => requests.length > 0)
      const isSeen = open.some(({ requests, shownAt }) => requests.length === 0 && shownAt !== null)
      // Whoever gives up sooner than the person answers does not get to ask for ever.
      return isSeen ? notAnswered({ ...consent, open: left }, now) : [{ ...consent, open: left }]
    }
    case 'time':
      return [consent]
  }
}

function asked(
  consent: Consent,
  { request, id, wish }: Extract<ConsentEvent, { kind: 'asked' }>,
  now: number,
): ConsentStep {
  if (now < consent.silentUntil) return [consent, { request, outcome: 'silenced' }]
  const same = consent.open.find(one => isSameWish(one.wish, wish))
  if (same !== undefined) {
    const joined = { ...same, requests: [...same.requests, request] }
    return [{ ...consent, open: consent.open.map(one => (one === same ? joined : one)) }]
  }
  if (consent.open.length === MOST_QUESTIONS) return [consent, { request, outcome: 'busy' }]
  return [
    { ...consent, open: [...consent.open, { id, wish, requests: [request], askedAt: now, shownAt: null }] },
  ]
}

const isOffered = ({ unlasting, momentary }: Wish, choice: Choice): boolean =>
  choice === 'not-now' || (choice === 'allow' ? unlasting === null : momentary)

/**
 * One question for a name and a program, however often that asks at once. SECURITY: whatever decides what comes of an
 * answer is asked about by itself.
 */
const isSameWish = (one: Wish, other: Wish): boolean =>
  isSameName(one.name, other.name) &&
  one.isNew === other.isNew &&
  one.program?.path === other.program?.path &&
  one.server?.id === other.server?.id &&
  one.preset === other.preset &&
  one.file === other.file &&
  one.unlasting === other.unlasting &&
  one.momentary === other.momentary &&
  one.watched === other.watched

function timePassed(consent: Consent, now: number): ConsentStep {
  const [first, ...rest] = consent.open
  if (first === undefined) return [consent]
  if (now < endOf(first)) return withoutLate(consent, now)
  const [next, ...silenced] = notAnswered({ ...consent, open: rest }, now)
  const [left, ...unasked] = withoutLate(shown(next, now), now)
  return [left, ...tell(first, 'unanswered'), ...silenced, ...unasked]
}

/** One more that the person did not answer, and all that wait once it is one too many. */
function notAnswered(consent: Consent, now: number): ConsentStep {
  const unanswered = consent.unanswered + 1
  if (unanswered < MOST_UNANSWERED) return [{ ...consent, unanswered }]
  return [
    { open: [], unanswered: 0, silentUntil: now + SILENT_FOR_MS },
    ...consent.open.flatMap(one => tell(one, 'silenced')),
  ]
}

/** Those behind the first wait no longer than they were told. */
function withoutLate(consent: Consent, now: number): ConsentStep {
  const late = consent.open.filter(one => one.shownAt === null && now >= endOf(one))
  if (late.length === 0) return [consent]
  const open = consent.open.filter(one => !late.includes(one))
  return [{ ...consent, open }, ...late.flatMap(one => tell(one, 'unasked'))]
}

/** When it ends, unless the person answers or, behind another, is asked. */
const endOf = ({ askedAt, shownAt }: Open): number =>
  shownAt === null ? askedAt + SHOWN_WITHIN_MS : shownAt + ANSWER_WITHIN_MS

const tell = ({ requests }: Open, outcome: Outcome): Told[] => requests.map(request => ({ request, outcome }))

/** The first question is on screen from now on. */
function shown(consent: Consent, now: number): Consent {
  const [first, ...rest] = consent.open
  if (first === undefined || first.shownAt !== null) return consent
  return { ...consent, open: [{ ...first, shownAt: now }, ...rest] }
}

export function askingIn({ open: [first] }: Consent): AskingProgram | null {
  return first === undefined ? null : { id: first.id, ...first.wish }
}

export const silentForMs = ({ silentUntil }: Consent, now: number): number | null =>
  now < silentUntil ? silentUntil - now : null

/** When time changes something next; null if it does not. */
export function nextMoment({ open, silentUntil }: Consent, now: number): number | null {
  if (open.length > 0) return Math.min(...open.map(endOf))
  return now < silentUntil ? silentUntil : null
}

/** What whoever waits may know of that: whether the person is being asked, and how long this lasts at most. */
export interface Place {
  readonly request: number
  readonly progress: 'asking' | 'queued'
  readonly remainingMs: number
}

export const placesIn = ({ open }: Consent, now: number): readonly Place[] =>
  open.flatMap(one =>
    one.requests.map((request): Place => ({
      request,
      progress: one.shownAt === null ? 'queued' : 'asking',
      remainingMs: Math.max(0, endOf(one) - now),
    })),
  )
