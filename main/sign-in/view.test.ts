import { expect, it } from 'vitest'
import type { Problem, SignInView } from '../../common/sign-in-view.ts'
import { ada, noServers, signedIn, views } from '../../common/samples.ts'
import type { Phase, SignedIn, Watch } from './state.ts'
import { lateClaim, missesNetwork, missesProxyLogin, view } from './view.ts'

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
const see = (phase: Phase, watches: readonly Watch[] = [], now = 1_000) =>
  view(
    { phase, mintFrom: 0, watches, claims: [], shutOut: null },
    {
      now,
      qr,
      revocation: 'done',
      signedInAt: 1_600_000_000_000,
      confirmedAgoMs: 10_000,
      servers: noServers,
    },
  )
const awaiting = { kind: 'awaiting-approval', attempt: 1, renewals: 2 } as const
const requesting = { kind: 'requesting-code', attempt: 1, renewals: 0, asked: false, misses: 1 } as const
const held: SignedIn = {
  kind: 'signed-in',
  attempt: 1,
  account: ada,
  kept: 'memory',
  problem: 'service',
  checking: false,
  misses: 1,
  refused: false,
  checkAt: 9_000,
  checkFrom: 6_000,
}

it('shows the current code with the time that is left, and keeps the id of the PIN back', () => {
  expect(see(awaiting, [other, current])).toEqual({
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
  expect(() => see(awaiting, [other])).toThrow('nobody watches')
})

it('shows what went wrong and when it is tried again, never below zero', () => {
  const late = { ...current, trouble: { problem: 'service', retryAt: 3_500 } } as const
  expect(see(awaiting, [late])).toMatchObject({ trouble: { problem: 'service', retryInMs: 2_500 } })
  expect(see(awaiting, [late], 9_000)).toMatchObject({
    remainingMs: 0,
    trouble: { problem: 'service', retryInMs: 0 },
  })
})

it('shows what keeps a code from coming', () => {
  expect(see({ ...requesting, trouble: { problem: 'offline', retryAt: 6_000 } })).toEqual({
    kind: 'requesting-code',
    trouble: { problem: 'offline', retryInMs: 5_000 },
  })
  expect(see({ ...requesting, trouble: null })).toEqual({ kind: 'requesting-code', trouble: null })
})

it('shows who is signed in and where the token is kept', () => {
  expect(see(held)).toEqual({
    kind: 'signed-in',
    account: ada,
    kept: 'memory',
    problem: 'service',
    checking: false,
    signedInAt: 1_600_000_000_000,
    confirmedAgoMs: 10_000,
    checkableInMs: 5_000,
    servers: noServers,
  })
  expect(see({ kind: 'signing-out', attempt: 2, from: held, thenStart: false })).toEqual({
    kind: 'signing-out',
  })
})

it.each(['restoring', 'saving'] as const)('shows %s as it is', kind => {
  expect(see({ kind, attempt: 1 })).toEqual({ kind })
})

it('shows why the last attempt ended and what became of the last token', () => {
  for (const problem of ['refused', 'keychain-emptied', 'ended-unseen'] as const) {
    expect(see({ kind: 'signed-out', problem })).toEqual({ kind: 'signed-out', problem, revocation: null })
  }
  for (const problem of [null, 'expired'] as const) {
    expect(see({ kind: 'signed-out', problem })).toEqual({ kind: 'signed-out', problem, revocation: 'done' })
  }
})

it('asks about the oldest claim of which it is known that there is something to decide', () => {
  const state = {
    phase: { kind: 'signed-out', problem: null },
    mintFrom: 0,
    watches: [],
    shutOut: null,
  } as const
  expect(lateClaim({ ...state, claims: [] })).toBeNull()
  expect(
    lateClaim({
      ...state,
      claims: [
        { pinId: 1, account: null, asked: false },
        { pinId: 2, account: ada, asked: true },
        { pinId: 3, account: null, asked: true },
      ],
    }),
  ).toEqual({
    account: { name: 'Ada' },
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
  ])
})

it('knows when what is shown waits for the network, and not for plex.tv or the person', () => {
  const met = (problem: Problem) => ({ problem, retryAt: 2_000 })
  const course: Array<[Phase, ...Watch[]]> = [
    [awaiting, { ...other, trouble: met('service') }, { ...current, trouble: met('offline') }],
    [{ ...requesting, trouble: met('connection') }],
    [{ ...held, problem: 'name' }],
    [{ kind: 'signed-out', problem: 'proxy' }],
    [awaiting, { ...other, trouble: met('offline') }, current],
    [{ ...requesting, trouble: met('rate-limited') }],
    [{ ...requesting, trouble: null }],
    [{ ...held, problem: 'service' }],
    [{ ...held, problem: null }],
    [{ kind: 'signed-out', problem: 'expired' }],
    [{ kind: 'saving', attempt: 1 }],
  ]
  expect(
    course.map(([phase, ...watches]) =>
      missesNetwork({ phase, mintFrom: 0, watches, claims: [], shutOut: null }),
    ),
  ).toEqual([true, true, true, true, false, false, false, false, false, false, false])
})
