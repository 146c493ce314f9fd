import fc from 'fast-check'
import * as v from 'valibot'
import { signedIn, snapshotOf } from '../common/samples.fake.ts'
import { english } from '../common/english.fake.ts'
import { createPlexApi } from '../main/plex/api.ts'
import { createLocalClock } from '../main/plex/local-clock.ts'
import { systemClock } from '../main/clock.ts'
import { describe as describeError } from '../main/log.ts'
import { redact } from '../main/redact.ts'
import { contract } from '../common/contract.ts'
import { type Account, Problem, type Server, type Servers } from '../common/sign-in-view.ts'
import { Failure } from '../main/failure.ts'
import { bytes } from './json.ts'

/** An answer as it may come from plex.tv, from what stands in its place, or from nowhere good. */
export interface Answer {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Uint8Array
}

const headerText = fc.string({ unit: 'binary', maxLength: 20 })

const plausibleDate = fc
  .date({ noInvalidDate: true })
  .chain(date =>
    fc.constantFrom(date.toUTCString(), date.toISOString(), String(date), String(date.getTime())),
  )

/** Of `Date` and `Retry-After`. */
export const moment = fc.oneof(
  headerText,
  plausibleDate,
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom(
    '',
    '0',
    '-1',
    '999999',
    '1000000',
    'Infinity',
    'NaN',
    '1e9',
    '0x10',
    'Thu, 01 Jan 1970 00:00:00 GMT',
  ),
)

const contentType = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('application/json', 'application/json; charset=utf-8') },
  { weight: 1, arbitrary: fc.constantFrom('text/html', 'application/jsonp', 'APPLICATION/JSON;x', '') },
  { weight: 1, arbitrary: headerText },
)

const anyStatus = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(200, 201, 204, 400, 401, 404, 429, 500, 502, 503) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 999 }) },
)

/** A recorded answer and the status it came with. */
export type Sample = readonly [status: number, body: string]

/** Mostly with the status that the body came with. */
export const answers = (samples: readonly Sample[]): fc.Arbitrary<Answer> =>
  fc.oneof(...samples.map(answersLike))

const answersLike = ([own, body]: Sample): fc.Arbitrary<Answer> =>
  fc.record({
    status: fc.oneof({ weight: 3, arbitrary: fc.constant(own) }, anyStatus),
    headers: fc.tuple(
      fc.tuple(fc.constant('content-type'), contentType),
      fc.tuple(fc.constantFrom('date', 'x-other'), moment),
      fc.tuple(fc.constantFrom('retry-after', 'x-another'), moment),
    ),
    body: bytes([body]),
  })

/** plex.tv's calls, with this answer to every one of them. */
export const plexThatAnswers = ({ status: told, headers, body }: Answer) =>
  createPlexApi({
    network: {
      ask: async () => ({
        status: told,
        headers: Object.fromEntries(headers),
        body: Buffer.from(body),
      }),
      goesByProxy: async () => false,
    },
    headers: {},
    localClock: createLocalClock(systemClock),
    compareNames: english.compareNames,
  })

/** What came of a call; anything but an answer of its own or a known problem is an error. */
export async function outcome<T>(call: Promise<T>): Promise<{ value: T } | { problem: Problem }> {
  try {
    return { value: await call }
  } catch (error) {
    if (!(error instanceof Failure) || !v.is(Problem, error.problem)) throw error
    if (!Number.isFinite(error.retryAfterMs) || error.retryAfterMs < 0)
      throw new Error('A pause that never ends')
    if (redact(describeError(error)).includes(SECRET)) throw new Error('The log would tell the token')
    return { problem: error.problem }
  }
}

/** The token in all recorded answers. */
export const SECRET = 'XXXXXXXXXXXXXXXXXXX'

/** Whether the window and the tray can be told of it, and nothing secret with it. */
export function isFitToShow({
  account = null,
  list = null,
}: {
  account?: Account | null
  list?: readonly Server[] | null
}) {
  const servers: Servers = { list: list && [...list], refreshing: false, problem: null }
  const snapshot = snapshotOf(signedIn({ account, servers }))
  const text = JSON.stringify(snapshot)
  return v.is(contract.snapshot, snapshot) && !text.includes(SECRET) && !UNREADABLE.test(text)
}

const UNREADABLE = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u2028-\u202e\u2066-\u2069]|\\u/u
