import type { Clock } from '../clock.ts'
import type { SealedPin, Unfinished } from '../vault/unfinished-text.ts'
import type { LeftOver } from './events.ts'
import type { Watch } from './state.ts'

/**
 * PINs as the keychain stores them: their ends by the calendar, since the monotonic clock restarts with the computer.
 */
export const sealedPins = (watches: readonly Watch[], clock: Clock): SealedPin[] =>
  watches.map(({ pin, role, lifeMs, deadline }) => ({
    id: pin.id,
    code: pin.code,
    role,
    lifeMs,
    endsAt: clock.calendar() + (deadline - clock.now()),
  }))

/** What an earlier run left, with the time each PIN has left if the calendar was not set in between. */
export const leftOver = ({ pins, claims }: Pick<Unfinished, 'pins' | 'claims'>, clock: Clock): LeftOver => ({
  pins: pins.map(({ id, code, role, lifeMs, endsAt }) => ({
    pin: { id, code },
    role,
    lifeMs,
    remainingMs: Math.min(Math.max(0, endsAt - clock.calendar()), lifeMs),
  })),
  claims: claims.map(({ pinId }) => pinId),
})
