import { describe, expect, it } from 'vitest'
import { FASTEST_POLL_MS, POLL_EVERY_MS } from '../attempt/limits.ts'
import type { Pin } from '../plex/port.ts'
import { beginMaking, type MakingEvent, makingStep } from './making.ts'

const LIFE_MS = 900_000
const pin: Pin = { id: 7, code: 'KYLX' }

/** When a key's code, issued at 0, is read next, once plex.tv has approved it. */
function nextRead(before: ReadonlyArray<readonly [at: number, event: MakingEvent]>, approvedAt: number) {
  let [making] = beginMaking(0)
  const { epoch } = making.attempts
  const issued = [0, { kind: 'pin-issued', epoch, pin, lifeMs: LIFE_MS }] as const
  for (const [at, event] of [issued, ...before]) [making] = makingStep(making, event, at)
  return makingStep(making, { kind: 'linked' }, approvedAt)[1]
}

const due = [POLL_EVERY_MS, { kind: 'poll-due', pinId: pin.id }] as const
const answered = [
  POLL_EVERY_MS + 10,
  { kind: 'poll-pending', pinId: pin.id, askedAt: POLL_EVERY_MS, lifeMs: LIFE_MS },
] as const

describe('the code of a key that plex.tv has approved', () => {
  it('is read at once', () => {
    expect(nextRead([], 50)).toEqual({ kind: 'poll-at', pinId: pin.id, at: 50 })
  })

  it('is read no sooner than it may be where it was read before the keychain had kept it', () => {
    const at = POLL_EVERY_MS + FASTEST_POLL_MS
    expect(nextRead([due, answered], POLL_EVERY_MS + 200)).toEqual({ kind: 'poll-at', pinId: pin.id, at })
  })

  it('waits for the answer to a read that is under way', () => {
    expect(nextRead([due], POLL_EVERY_MS + 5)).toBeUndefined()
  })
})
