import type { RunningApp } from './app.ts'
import type { Simulator } from '../simulator/server.ts'
import { type SetTimer, takeOver } from './take-over.ts'

/** Time as the running app sees it, moved by a test. All values are milliseconds. */
export interface Time {
  /**
   * Lets time pass for the app and for plex.tv: each timer set since `moveTime` runs at its own moment, with what
   * the one before asked of plex.tv, the keychain and the desktop answered. Resolves when nothing more is due.
   */
  pass(milliseconds: number): Promise<void>
  /** The computer sleeps, and wakes up: the calendar and plex.tv go on, the app's other clock and its timers stand still. */
  sleep(milliseconds: number): Promise<void>
  /** Real time goes on beside the moved one from now, also where it stood still. */
  letRun(): Promise<void>
  /** Resolves once everything is answered that was asked of plex.tv, the keychain and the desktop. */
  settle(): Promise<void>
  /** What has been asked of plex.tv, the keychain and the desktop, and has no answer yet. */
  unanswered(): Promise<readonly string[]>
  /** What is set to run later, and nobody has cancelled. */
  timers(): Promise<readonly SetTimer[]>
}

/**
 * Takes the clocks of the app's main process into the test's hands, by replacing what `main/clock.ts` calls. Timers
 * that were set earlier stay in real time, and so do `AbortSignal.timeout` (a request that hangs) and the window.
 * Real time goes on beside the moved one. What is looked at every few seconds costs an hour of looks in each hour: a
 * code on screen, and the network while it is missed.
 */
export async function moveTime({ electron }: RunningApp, simulator: Simulator): Promise<Time> {
  const clock = await electron.evaluateHandle(takeOver, { stopped: false })

  return {
    async pass(milliseconds) {
      await clock.evaluate(taken => taken.settled())
      let left = milliseconds
      for (;;) {
        const step = await clock.evaluate((taken, most) => taken.untilNext(most), left)
        if (step === null) break
        simulator.pass(step)
        await clock.evaluate((taken, by) => taken.move(by), step)
        left -= step
      }
    },
    async sleep(milliseconds) {
      simulator.advance(milliseconds)
      await clock.evaluate((taken, by) => taken.sleep(by), milliseconds)
      await clock.evaluate(taken => taken.settled())
    },
    letRun: () => clock.evaluate(taken => taken.letRun()),
    settle: () => clock.evaluate(taken => taken.settled()),
    unanswered: () => clock.evaluate(taken => [...taken.unanswered.values()]),
    timers: () => clock.evaluate(taken => taken.timers()),
  }
}

/**
 * A CommonJS module for the main process to load first, which moves time from the start: nothing is under way by then
 * that nobody counts. The calendar is so many milliseconds ahead, real time stands still, and chance comes of the seed.
 */
export const moveTimeFromTheStart = (
  ahead: number,
  seed: number,
): string => `const electron = require('electron')
const now = Date.now
Date.now = () => now() + ${ahead}
let drawn = ${seed}
Math.random = () => (drawn = (Math.imul(drawn, 1664525) + 1013904223) >>> 0) / 2 ** 32
electron.app.whenReady().then(() => (${String(takeOver)})(electron, { stopped: true }))
`
