const signals: readonly string[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** The person has pressed Ctrl-C, or something else asked the demo to end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

/** The watch for signals, from its start until `stop`. */
export interface Interruption {
  /** Rejects with `Interrupted` at the first signal, and never resolves. */
  readonly promise: Promise<never>
  stop(): void
}

/** Takes every signal for itself: Playwright's own handlers would end this process before it has cleaned up. */
export function watchForInterruption(): Interruption {
  let interrupt = (): void => undefined
  const promise = new Promise<never>((_, reject) => {
    interrupt = () => {
      // What is under way fails without its app. Playwright drops the promise of a launch that was cut short.
      process.on('unhandledRejection', () => undefined)
      reject(new Interrupted('The demo was interrupted'))
    }
  })
  promise.catch(() => undefined)
  for (const name of signals) process.on(name, interrupt)
  const refuse = (name: string | symbol, listener: (...all: unknown[]) => void): void => {
    if (signals.includes(String(name))) queueMicrotask(() => process.off(String(name), listener))
  }
  process.on('newListener', refuse)
  return {
    promise,
    stop() {
      process.off('newListener', refuse)
      for (const name of signals) process.off(name, interrupt)
    },
  }
}
