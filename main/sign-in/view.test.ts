import { expect, it } from 'vitest'
import type { Phase } from './state.ts'
import { view } from './view.ts'

const qr = (code: string) => ({ path: `M0 0h${code.length}v1h-1z`, modules: 29 })
const see = (phase: Phase, now = 1_000) => view({ phase, mintFrom: 0 }, now, qr)

const awaiting = {
  kind: 'awaiting-approval',
  attempt: 1,
  pin: { id: 7, code: 'AB12' },
  lifeMs: 900_000,
  deadline: 4_000,
  polledAt: 0,
  polling: false,
  misses: 0,
  trouble: null,
} as const

it('shows a code with the time that is left, and keeps the id of the PIN back', () => {
  expect(see(awaiting)).toEqual({
    kind: 'awaiting-approval',
    code: 'AB12',
    qr: { path: 'M0 0h4v1h-1z', modules: 29 },
    remainingMs: 3_000,
    lifeMs: 900_000,
    trouble: null,
  })
})

it('shows what went wrong and when it is tried again', () => {
  expect(see({ ...awaiting, trouble: { problem: 'service', retryAt: 3_500 } })).toMatchObject({
    trouble: { problem: 'service', retryInMs: 2_500 },
  })
})

it('never shows a time below zero', () => {
  const late = { ...awaiting, trouble: { problem: 'service', retryAt: 3_500 } } as const
  expect(see(late, 9_000)).toMatchObject({ remainingMs: 0, trouble: { retryInMs: 0 } })
})

it('shows who is signed in and where the token is kept', () => {
  const phase = {
    kind: 'signed-in',
    attempt: 1,
    account: { name: 'Ada' },
    kept: 'memory',
    problem: null,
    checking: false,
    misses: 0,
  } as const
  expect(see(phase)).toEqual({ kind: 'signed-in', account: { name: 'Ada' }, kept: 'memory', problem: null })
  expect(see({ kind: 'signing-out', attempt: 2, from: phase })).toEqual({ kind: 'signing-out' })
})

it.each(['restoring', 'requesting-code', 'saving'] as const)('shows %s as it is', kind => {
  expect(see({ kind, attempt: 1, asked: true })).toEqual({ kind })
})

it('shows why the last attempt ended', () => {
  expect(see({ kind: 'signed-out', problem: 'expired' })).toEqual({ kind: 'signed-out', problem: 'expired' })
})
