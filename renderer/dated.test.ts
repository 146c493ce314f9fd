import { expect, it } from 'vitest'
import { signedIn, views } from '../common/samples.fake.ts'
import { dated } from './dated.ts'

const { code, qr, lifeMs, renewals } = views['awaiting approval']

it.each([
  [views.restoring, views.restoring],
  [views['signed out, with a problem'], views['signed out, with a problem']],
  [views['requesting a code'], views['requesting a code']],
  [
    views['requesting a code, in trouble'],
    { kind: 'requesting-code', trouble: { problem: 'name', retryAt: 14_000 } },
  ],
  [
    { ...views['awaiting approval'], remainingMs: 899_000 },
    { kind: 'awaiting-approval', code, qr, lifeMs, renewals, endsAt: 909_000, trouble: null },
  ],
  [
    { ...views['awaiting approval'], remainingMs: 0, trouble: { problem: 'offline', retryInMs: 1 } as const },
    {
      kind: 'awaiting-approval',
      code,
      qr,
      lifeMs,
      renewals,
      endsAt: 10_000,
      trouble: { problem: 'offline', retryAt: 10_001 },
    },
  ],
])('%j has times that stay true', (view, shown) => {
  expect(dated(view, 10_000)).toEqual(shown)
})

it.each([
  [10_800_000, 0, { confirmedAt: -10_790_000, checkableAt: 10_000 }],
  [null, 300_000, { confirmedAt: null, checkableAt: 310_000 }],
])('confirmed %j ms ago and to be checked in %j, it says when', (confirmedAgoMs, checkableInMs, times) => {
  const { confirmedAgoMs: _ago, checkableInMs: _in, ...rest } = signedIn()
  expect(dated(signedIn({ confirmedAgoMs, checkableInMs }), 10_000)).toEqual({ ...rest, ...times })
})
