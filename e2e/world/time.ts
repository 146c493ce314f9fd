import type { RunningApp } from './app.ts'
import type { Simulator } from '../../simulator/server.ts'
import { type SetTimer, takeOver } from './take-over.ts'

/** Milliseconds after which a request counts as lost on its way. */
const longestWay = 4_000

/** Time as the running app sees it, moved by a test. All values are milliseconds. */
export interface Time {
  /**
   * Lets time pass for the app and for plex.tv: each timer set since `moveTime` runs at its own moment, with what
   * the one before asked of plex.tv, the keychain and the desktop answered. Until it resolves, when nothing more is
   * due, real time stands still for both, so that what takes long on its way meets nothing that came later.
   */
  pass(milliseconds: number): Promise<void>
  /**
   * The computer sleeps and wakes up: the calendar and plex.tv go on, the app's monotonic clock and its timers stand
   * still.
   */
  sleep(milliseconds: number): Promise<void>
  /** From now on real time goes on beside the moved one, even if it stood still before. */
  letRun(): Promise<void>
  /** Resolves when plex.tv, the keychain and the desktop have answered everything. */
  settle(): Promise<void>
  /** The open questions to plex.tv, the keychain and the desktop. */
  unanswered(): Promise<readonly string[]>
  /** The timers that are set and not cancelled. */
  timers(): Promise<readonly SetTimer[]>
}

/**
 * Takes the clocks of the app's main process into the test's hands, by replacing what `main/clock.ts` calls. Timers
 * that were set earlier stay in real time, and so do `AbortSignal.timeout` (a request that hangs) and the window. Real
 * time goes on beside the moved one. Moving an hour is slow while something is polled every few seconds: a code on
 * screen, or the network while it is missed.
 */
export async function moveTime({ electron }: RunningApp, simulator: Simulator): Promise<Time> {
  const clock = await electron.evaluateHandle(takeOver, { stopped: false })

  const settle = () => clock.evaluate(taken => taken.settled())
  /** Waits until plex.tv, which stamps requests as they arrive, has all that are unanswered. */
  async function allArrive(unanswered: number) {
    const began = performance.now()
    const isOnItsWay = () =>
      unanswered > 0 && unanswered > simulator.log.filter(({ endedAt }) => endedAt === null).length
    while (isOnItsWay() && performance.now() - began < longestWay) unanswered = await settle()
  }

  return {
    async pass(milliseconds) {
      const ran = await clock.evaluate(taken => taken.stand())
      // plex.tv stands still after the app and goes on before it: it is never behind.
      const goOn = simulator.stopTime()
      let unanswered = await settle()
      let left = milliseconds
      for (;;) {
        await allArrive(unanswered)
        const step = await clock.evaluate((taken, most) => taken.untilNext(most), left)
        if (step === null) break
        simulator.pass(step)
        unanswered = await clock.evaluate((taken, by) => taken.move(by), step)
        left -= step
      }
      if (!ran) return
      goOn()
      await clock.evaluate(taken => taken.letRun())
    },
    async sleep(milliseconds) {
      simulator.advance(milliseconds)
      await clock.evaluate((taken, by) => taken.sleep(by), milliseconds)
      await settle()
    },
    letRun: () => clock.evaluate(taken => taken.letRun()),
    settle: async () => void (await settle()),
    unanswered: () => clock.evaluate(taken => [...taken.unanswered.values()]),
    timers: () => clock.evaluate(taken => taken.timers()),
  }
}

/**
 * A CommonJS module for the main process to load first, which moves time from the start, before anything is under way.
 * The calendar is this many milliseconds ahead, real time stands still, and random numbers come from the seed.
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
