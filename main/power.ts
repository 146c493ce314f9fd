import { powerMonitor } from 'electron'
import { systemClock } from './clock.ts'
import { createSleep } from './sleep.ts'

interface Listeners {
  /** The computer woke up after `sleptMs` milliseconds. */
  readonly woke: (sleptMs: number) => void
  /** The person is back at the screen. */
  readonly unlocked: () => void
}

export function followPower({ woke, unlocked }: Listeners) {
  const sleep = createSleep(systemClock)
  powerMonitor.on('suspend', sleep.suspended)
  powerMonitor.on('resume', () => woke(sleep.resumed()))
  powerMonitor.on('unlock-screen', unlocked)
}
