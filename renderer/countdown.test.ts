import { describe, expect, it } from 'vitest'
import { clockText, passedMilestone, shareLeft, steadyDeadline, untilNextSecond } from './countdown.ts'

describe('time left', () => {
  it.each([
    [900_000, '15:00'],
    [899_999, '15:00'],
    [899_000, '14:59'],
    [60_000, '01:00'],
    [59_000.4, '01:00'],
    [1, '00:01'],
    [0, '00:00'],
    [5_999_000, '99:59'],
    [6_000_000, '100:00'],
  ])('shows %d ms as %s', (remainingMs, shown) => {
    expect(clockText(remainingMs)).toBe(shown)
  })

  it.each([
    [900_000, 1_000],
    [899_250, 250],
    [1_000, 1_000],
    [1, 1],
    [0, 0],
  ])('changes at the next whole second: %d ms left changes in %d ms', (remainingMs, wait) => {
    expect(untilNextSecond(remainingMs)).toBe(wait)
    if (wait > 0) expect(clockText(remainingMs - wait)).not.toBe(clockText(remainingMs))
  })
})

describe('the ring', () => {
  it.each([
    [900_000, 900_000, 1],
    [450_000, 900_000, 0.5],
    [0, 900_000, 0],
    [901_000, 900_000, 1],
    [5, 0, 0],
  ])('shows %d of %d ms as %d', (remainingMs, lifeMs, share) => {
    expect(shareLeft(remainingMs, lifeMs)).toBe(share)
  })
})

describe('a new answer from plex.tv', () => {
  it('sets the first deadline', () => {
    expect(steadyDeadline(null, 900_000)).toBe(900_000)
  })

  it('does not move the deadline by a rounded second', () => {
    expect([899_000, 899_600, 900_700, 901_000].map(next => steadyDeadline(900_000, next))).toEqual([
      900_000, 900_000, 900_000, 900_000,
    ])
  })

  it('moves the deadline when it really changed', () => {
    expect([10_000, 898_999, 901_001].map(next => steadyDeadline(900_000, next))).toEqual([
      10_000, 898_999, 901_001,
    ])
  })
})

describe('milestones', () => {
  it.each([
    [301_000, 300_000, 300_000],
    [300_000, 299_000, null],
    [61_000, 60_000, 60_000],
    [31_000, 29_500, 30_000],
    [400_000, 20_000, 30_000],
    [900_000, 899_000, null],
    [20_000, 19_000, null],
    [20_000, 900_000, null],
  ])('from %d to %d ms left tells %s', (beforeMs, afterMs, milestone) => {
    expect(passedMilestone(beforeMs, afterMs)).toBe(milestone)
  })
})
