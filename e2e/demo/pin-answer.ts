import type { Simulator } from '../../simulator/server.ts'

/** A PIN that nobody can approve: plex.tv itself does not know it. */
export interface MadeUpPin {
  readonly id: number
  readonly code: string
}

/** A fault that answers with the PIN. */
const answer = (status: number, { id, code }: MadeUpPin, expiresIn: number) =>
  ({
    kind: 'status',
    status,
    body: JSON.stringify({ id, code, expiresIn, authToken: null }),
    contentType: 'application/json',
  }) as const

/** The next new code is this one, with 15 minutes to live; each poll says that so many seconds are left. */
export function answerWithPin(simulator: Simulator, pin: MadeUpPin, left: number): { clear(): void } {
  const planned = [
    simulator.fault('mint', answer(201, pin, 900)),
    simulator.fault('poll', answer(200, pin, left), Infinity),
  ]
  return {
    clear() {
      for (const each of planned) each.clear()
    },
  }
}

/** Each poll says that the PIN ends in a second, until it is cleared. */
export const endSoon = (simulator: Simulator, pin: MadeUpPin): { clear(): void } =>
  simulator.fault('poll', answer(200, pin, 1), Infinity)
