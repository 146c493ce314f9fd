import type { Simulator } from '../../simulator/server.ts'

interface PinAnswer {
  readonly code: string
  /** Seconds of a new code. */
  readonly life: number
  /** Seconds that each poll says are left. */
  readonly left: number
}

/** Makes plex.tv answer with a PIN that nobody can approve, until it is cleared. */
export function answerWithPin(simulator: Simulator, { code, life, left }: PinAnswer): { clear(): void } {
  const id = simulator.latestPin()?.id ?? 1_234_567_890
  const answer = (status: number, expiresIn: number) =>
    ({
      kind: 'status',
      status,
      body: JSON.stringify({ id, code, expiresIn, authToken: null }),
      contentType: 'application/json',
    }) as const
  const planned = [
    simulator.fault('mint', answer(201, life)),
    simulator.fault('poll', answer(200, left), Infinity),
  ]
  return {
    clear() {
      for (const each of planned) each.clear()
    },
  }
}
