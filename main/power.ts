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
  let locked = false
  const sleep = createSleep(systemClock)
  powerMonitor.on('suspend', sleep.suspended)
  powerMonitor.on('resume', () => woke(sleep.resumed()))
  powerMonitor.on('lock-screen', () => void (locked = true))
  powerMonitor.on('unlock-screen', () => {
    locked = false
    unlocked()
  })
  return {
    /** Whether the screen is locked, where the system tells (macOS, Windows). */
    isLocked: () => locked,
  }
}
