import { constants } from 'node:os'

const CAUGHT = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

export type Signal = (typeof CAUGHT)[number]

/** What is done about signals: until somebody else has them, the first one stops the command. */
export interface Signals {
  readonly stopped: AbortSignal
  /** The exit code for the signal that stopped it. */
  code(): number
  passTo(handler: (signal: Signal) => void): void
  /** Leaves them to the system again. */
  release(): void
}

export const codeOfSignal = (signal: NodeJS.Signals): number => 128 + constants.signals[signal]

export function catchSignals(): Signals {
  const stopping = new AbortController()
  let stoppedBy: Signal = 'SIGINT'
  let handle = (signal: Signal) => {
    stoppedBy = signal
    stopping.abort()
  }
  const listeners = CAUGHT.map(signal => [signal, () => handle(signal)] as const)
  for (const [signal, listener] of listeners) process.on(signal, listener)
  return {
    stopped: stopping.signal,
    code: () => codeOfSignal(stoppedBy),
    passTo: handler => void (handle = handler),
    release() {
      for (const [signal, listener] of listeners) process.off(signal, listener)
    },
  }
}
