import type { AskingProgram, AccessAnswer } from '../../common/asking-program.ts'
import type { QuestionId } from '../../common/ids.ts'
import { isSameName } from '../../common/key-names.ts'

/** What a program asks for, and what is known of it. */
export type Wish = Omit<AskingProgram, 'id'>
export type Choice = AccessAnswer['choice']

/** How a request ends. `unanswered`: the person was asked and did not answer; `silenced`: nobody was asked. */
export type Outcome = Choice | 'unanswered' | 'silenced' | 'busy'

interface Open {
  readonly id: QuestionId
  readonly wish: Wish
  /** Whoever waits for its answer; never empty. */
  readonly requests: readonly number[]
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
      return [{ ...consent, open: open.filter(({ requests }) => requests.length > 0) }]
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
  return [{ ...consent, open: [...consent.open, { id, wish, requests: [request], shownAt: null }] }]
}

const isOffered = ({ lasting, momentary }: Wish, choice: Choice): boolean =>
  choice === 'not-now' || (choice === 'allow' ? lasting : momentary)

/** One question for a name and a program, however often that asks at once; each file is asked about by itself. */
const isSameWish = (one: Wish, other: Wish): boolean =>
  isSameName(one.name, other.name) &&
  one.program?.path === other.program?.path &&
  one.lasting === other.lasting &&
  one.momentary === other.momentary &&
  one.file === other.file

function timePassed(consent: Consent, now: number): ConsentStep {
  const [first, ...rest] = consent.open
  if (first === undefined || first.shownAt === null || now < first.shownAt + ANSWER_WITHIN_MS)
    return [consent]
  const unanswered = consent.unanswered + 1
  if (unanswered < MOST_UNANSWERED)
    return [{ ...consent, open: rest, unanswered }, ...tell(first, 'unanswered')]
  return [
    { open: [], unanswered: 0, silentUntil: now + SILENT_FOR_MS },
    ...tell(first, 'unanswered'),
    ...rest.flatMap(one => tell(one, 'silenced')),
  ]
}

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
export function nextMoment({ open: [first], silentUntil }: Consent, now: number): number | null {
  if (first?.shownAt != null) return first.shownAt + ANSWER_WITHIN_MS
  return now < silentUntil ? silentUntil : null
}
