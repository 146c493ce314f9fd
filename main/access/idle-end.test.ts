import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { createIdleEnd, ENDS_AFTER_MS } from './idle-end.ts'

describe('an app that was started for commands', () => {
  let clock: ManualClock
  let ends: number
  let mayEnd: boolean
  let idle: ReturnType<typeof createIdleEnd>
  beforeEach(() => {
    clock = new ManualClock()
    ends = 0
    mayEnd = true
    idle = createIdleEnd({ clock, end: () => void ends++, mayEnd: () => mayEnd })
  })

  it('ends a minute after the last of them', async () => {
    await clock.advance(ENDS_AFTER_MS - 1)
    idle.came()
    idle.came()
    await clock.advance(10 * ENDS_AFTER_MS)
    idle.went()
    await clock.advance(10 * ENDS_AFTER_MS)
    expect(ends).toBe(0)
    idle.went()
    await clock.advance(ENDS_AFTER_MS - 1)
    expect(ends).toBe(0)
    await clock.advance(1)
    expect(ends).toBe(1)
  })

  it('ends where nobody comes at all', async () => {
    await clock.advance(ENDS_AFTER_MS)
    expect(ends).toBe(1)
  })

  it('goes on while a key waits for its end', async () => {
    mayEnd = false
    await clock.advance(10 * ENDS_AFTER_MS)
    expect(ends).toBe(0)
    mayEnd = true
    await clock.advance(ENDS_AFTER_MS)
    expect(ends).toBe(1)
  })

  it('goes on for ever once a person uses it', async () => {
    idle.came()
    idle.dispose()
    idle.went()
    await clock.advance(10 * ENDS_AFTER_MS)
    expect([ends, clock.pending]).toEqual([0, 0])
  })
})
