import type { Simulator } from '../../simulator/server.ts'

/** Makes plex.tv answer with a PIN of this code, and with so many seconds left at each poll, until it is cleared. */
export function answerWithPin(simulator: Simulator, code: string, expiresIn: number): { clear(): void } {
  const id = simulator.latestPin()?.id ?? 1_234_567_890
  const body = JSON.stringify({ id, code, expiresIn, authToken: null })
  const answer = { kind: 'status', body, contentType: 'application/json' } as const
  const planned = [
    simulator.fault('mint', { ...answer, status: 201 }),
    simulator.fault('poll', { ...answer, status: 200 }, Infinity),
  ]
  return {
    clear() {
      for (const each of planned) each.clear()
    },
  }
}
