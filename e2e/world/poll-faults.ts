import type { Fault } from '../../simulator/server.ts'

/** How many polls fail before an approval, and how many after it. */
export type Course = readonly [before: number, after: number]

/** What can happen to a poll. */
export const faults: ReadonlyArray<readonly [string, Fault]> = [
  ['an empty 404 of the edge', { kind: 'edge-404' }],
  ['a 500', { kind: 'server-error' }],
  ['a 502 page', { kind: 'bad-gateway' }],
  ['a page of somebody else’s', { kind: 'captive-portal' }],
  ['an empty 200', { kind: 'status', status: 200 }],
  ['half of the JSON', { kind: 'truncated-json' }],
  ['a reset', { kind: 'reset' }],
  ['a cut in the middle of the body', { kind: 'reset', when: 'mid-body' }],
  ['no answer', { kind: 'hang' }],
  ['an answer that drips', { kind: 'slow-body', milliseconds: 60_000 }],
]

/** At most four in a row. */
export const courses: readonly Course[] = [0, 1, 2, 3, 4].flatMap(before =>
  [0, 1, 2, 3, 4]
    .filter(after => before + after > 0 && before + after <= 4)
    .map((after): Course => [before, after]),
)
