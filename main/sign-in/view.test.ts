import { expect, it } from 'vitest'
import type { QuestionId } from '../../common/ids.ts'
import type { Problem } from '../../common/problems.ts'
import { ada, noServers, QUESTION, SESSION, signedIn, views } from '../../common/samples.fake.ts'
import { signInOf } from '../../common/lives.ts'
import type { SignInView } from '../../common/sign-in-view.ts'
import type { Attempt, Attempts, Watch } from '../attempt/state.ts'
import type { Session, SignedIn } from '../session/state.ts'
import { initial, type State } from './state.ts'
import { missesNetwork, missesProxyLogin, view } from './view.ts'

const qr = (code: string) => ({ path: `M0 0h${code.length}v1h-1z`, modules: 29 })
const current: Watch = {
  pin: { id: 7, code: 'AB12' },
  role: 'current',
  lifeMs: 900_000,
  deadline: 4_000,
  latest: 4_000,
  polledAt: 0,
  looks: [],
  seenAt: 0,
  lostAt: -Infinity,
  goneAt: null,
  trouble: null,
}
const other: Watch = { ...current, pin: { id: 6, code: 'CD34' }, role: 'cancelled' }

const lives = (state: State, now = 1_000) =>
  view(state, {
    now,
    qr,
    revocation: 'done',
    signedInAt: session => (session === SESSION ? 1_600_000_000_000 : null),
    confirmedAgoMs: session => (session === SESSION ? 10_000 : null),
    servers: noServers,
  })
const see = (state: State, now?: number) => signInOf(lives(state, now))

const attempting = (
  attempt: Attempt,
  watches: readonly Watch[] = [],
  more: Partial<Attempts> = {},
): State => ({
  ...initial,
  attempts: { ...initial.attempts, attempt, watches, ...more },
})
const holding = (session: Session): State => ({ ...initial, sessions: { session, shutOut: null } })
const over = (ended: Problem | null): State => ({ ...initial, ended })

const awaiting = { kind: 'awaiting-approval', epoch: 1, renewals: 2 } as const
const requesting = { kind: 'requesting-code', epoch: 1, renewals: 0, asked: false, misses: 1 } as const
const held: SignedIn = {
  kind: 'signed-in',
  id: SESSION,
  account: ada,
  kept: 'keychain-locked',
  problem: 'service',
  checking: false,
  misses: 1,
  refused: false,
  checkAt: 9_000,
  checkFrom: 6_000,
}

it('shows the current code with the time that is left, and keeps the id of the PIN back', () => {
  expect(see(attempting(awaiting, [other, current]))).toStrictEqual({
    kind: 'awaiting-approval',
    code: 'AB12',
    qr: { path: 'M0 0h4v1h-1z', modules: 29 },
    remainingMs: 3_000,
    lifeMs: 900_000,
    renewals: 2,
    trouble: null,
  })
})

it('never awaits a code that nobody watches', () => {
  expect(() => see(attempting(awaiting, [other]))).toThrow('nobody watches')
})

it('shows what went wrong and when it is tried again, never below zero', () => {
  const late = attempting(awaiting, [{ ...current, trouble: { problem: 'service', retryAt: 3_500 } }])
  expect(see(late)).toMatchObject({ trouble: { problem: 'service', retryInMs: 2_500 } })
  expect(see(late, 9_000)).toMatchObject({ remainingMs: 0, trouble: { problem: 'service', retryInMs: 0 } })
})

it('shows what keeps a code from coming', () => {
  expect(see(attempting({ ...requesting, trouble: { problem: 'offline', retryAt: 6_000 } }))).toStrictEqual({
    kind: 'requesting-code',
    trouble: { problem: 'offline', retryInMs: 5_000 },
  })
  expect(see(attempting({ ...requesting, trouble: null }))).toStrictEqual({
    kind: 'requesting-code',
    trouble: null,
  })
})

it('shows who is signed in and where the token is kept', () => {
  expect(see(holding(held))).toStrictEqual({
    kind: 'signed-in',
    id: SESSION,
    account: ada,
    kept: 'keychain-locked',
    problem: 'service',
    checking: false,
    signedInAt: 1_600_000_000_000,
    confirmedAgoMs: 10_000,
    checkableInMs: 5_000,
    servers: noServers,
  })
  expect(see(holding({ kind: 'signing-out', id: SESSION, thenStart: false }))).toStrictEqual({
    kind: 'signing-out',
    id: SESSION,
  })
})

it('shows what has no more to it as it is', () => {
  expect(see(holding({ kind: 'restoring' }))).toStrictEqual({ kind: 'restoring' })
  expect(see(holding({ kind: 'saving', id: SESSION, before: held }))).toStrictEqual({
    kind: 'saving',
    id: SESSION,
  })
})

it('shows why the last attempt or session ended and what became of the last token', () => {
  for (const problem of ['refused', 'keychain-emptied', 'ended-unseen'] as const) {
    expect(see(over(problem))).toStrictEqual({ kind: 'signed-out', problem, revocation: null })
  }
  for (const problem of [null, 'expired'] as const) {
    expect(see(over(problem))).toStrictEqual({ kind: 'signed-out', problem, revocation: 'done' })
  }
})

it('tells why nobody is signed in only while nobody is', () => {
  expect(lives({ ...attempting({ ...requesting, trouble: null }), ended: 'expired' })).toMatchObject({
    attempt: { kind: 'requesting-code' },
    session: null,
    ended: null,
  })
  expect(lives({ ...holding(held), ended: 'expired' })).toMatchObject({ attempt: null, ended: null })
  const shutOut = { ...initial, sessions: { session: null, shutOut: 'keychain-locked' } } as const
  expect([lives(shutOut).ended, lives({ ...shutOut, ended: 'expired' }).ended]).toEqual([
    'keychain-locked',
    'expired',
  ])
  const beside = { ...shutOut, attempts: attempting({ ...requesting, trouble: null }).attempts }
  expect(lives({ ...beside, ended: 'expired' })).toMatchObject({
    attempt: { kind: 'requesting-code' },
    shutOut: 'keychain-locked',
  })
})

it('asks about the oldest claim of which it is known that there is something to decide', () => {
  const asking = (claims: Attempts['claims']) =>
    lives({ ...initial, attempts: { ...initial.attempts, claims } }).question
  const late = 'a1a1a1a1-0000-4000-8000-000000000001' as QuestionId
  expect(asking([])).toBeNull()
  expect(
    asking([
      { pinId: 1, account: null, question: null },
      { pinId: 2, account: ada, question: QUESTION },
      { pinId: 3, account: null, question: late },
    ]),
  ).toEqual({ kind: 'late-claim', id: QUESTION, account: { name: 'Ada' } })
  expect(asking([{ pinId: 3, account: null, question: late }])).toStrictEqual({
    kind: 'late-claim',
    id: late,
    account: null,
  })
})

it('knows when what is shown waits for the password of a proxy', () => {
  const trouble = { problem: 'proxy-password', retryInMs: 0 } as const
  const servers = { list: null, refreshing: false, problem: 'proxy-password' } as const
  const course: SignInView[] = [
    { kind: 'signed-out', problem: 'proxy-password', revocation: null },
    { ...views['awaiting approval'], trouble },
    { kind: 'requesting-code', trouble },
    signedIn({ problem: 'proxy-password' }),
    signedIn({ servers }),
    signedIn({ problem: 'proxy' }),
    signedIn(),
    views['awaiting approval, in trouble'],
    { kind: 'requesting-code', trouble: null },
    views['signed out'],
    views.restoring,
  ]
  expect(course.map(missesProxyLogin)).toEqual([
    true,
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})

it('knows when what is shown waits for the network, and not for plex.tv or the person', () => {
  const met = (problem: Problem) => ({ problem, retryAt: 2_000 })
  const course: State[] = [
    attempting(awaiting, [
      { ...other, trouble: met('service') },
      { ...current, trouble: met('offline') },
    ]),
    attempting({ ...requesting, trouble: met('connection') }),
    holding({ ...held, problem: 'name' }),
    over('proxy'),
    attempting(awaiting, [{ ...other, trouble: met('offline') }, current]),
    attempting({ ...requesting, trouble: met('rate-limited') }),
    attempting({ ...requesting, trouble: null }),
    holding({ ...held, problem: 'service' }),
    holding({ ...held, problem: null }),
    over('expired'),
    holding({ kind: 'saving', id: SESSION, before: null }),
  ]
  expect(course.map(missesNetwork)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})
