import type { RunningApp } from './app.ts'
import type { Simulator } from '../simulator/server.ts'

/** Time as the running app sees it, moved by a test. All values are milliseconds. */
export interface Time {
  /**
   * Lets time pass for the app and for plex.tv: each timer set since `moveTime` runs at its own moment, with what
   * the one before asked of plex.tv, the keychain and the desktop answered. Resolves when nothing more is due.
   */
  pass(milliseconds: number): Promise<void>
  /** The computer sleeps, and wakes up: the calendar and plex.tv go on, the app's other clock and its timers stand still. */
  sleep(milliseconds: number): Promise<void>
  /** Resolves once everything is answered that was asked of plex.tv, the keychain and the desktop. */
  settle(): Promise<void>
  /** What has been asked of plex.tv, the keychain and the desktop, and has no answer yet. */
  unanswered(): Promise<readonly string[]>
}

/**
 * Takes the clocks of the app's main process into the test's hands, by replacing what `main/clock.ts` calls. Timers
 * that were set earlier stay in real time, and so do `AbortSignal.timeout` (a request that hangs) and the window.
 * Real time goes on beside the moved one. What is looked at every few seconds costs an hour of looks in each hour: a
 * code on screen, and the network while it is missed.
 */
export async function moveTime({ electron }: RunningApp, simulator: Simulator): Promise<Time> {
  const clock = await electron.evaluateHandle(takeOver)

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
      await electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'))
      await clock.evaluate((taken, by) => taken.sleep(by), milliseconds)
      await electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'))
      await clock.evaluate(taken => taken.settled())
    },
    settle: () => clock.evaluate(taken => taken.settled()),
    unanswered: () => clock.evaluate(taken => [...taken.unanswered.values()]),
  }
}

type Electron = typeof import('electron')
type Call = (...given: readonly unknown[]) => Promise<unknown>

/**
 * A CommonJS module for the main process to load first, which moves time from the start: nothing is under way by then
 * that nobody counts. The calendar is so many milliseconds ahead.
 */
export const moveTimeFromTheStart = (ahead: number): string => `const electron = require('electron')
const now = Date.now
Date.now = () => now() + ${ahead}
electron.app.whenReady().then(() => (${String(takeOver)})(electron))
`

interface Taken {
  /** Held, since its changed method would go with it. */
  readonly plex: unknown
  readonly unanswered: ReadonlyMap<symbol, string>
  settled(): Promise<void>
  /** How far the next timer is, at most `most`; null when that is no way at all. */
  untilNext(most: number): number | null
  move(by: number): Promise<void>
  sleep(by: number): void
}

/** Runs in the app's main process, where nothing of this file is in reach. */
function takeOver({ app, session }: Pick<Electron, 'app' | 'session'>): Taken {
  const main = globalThis as { movedTime?: Taken }
  if (main.movedTime !== undefined) return main.movedTime
  // An answer that takes longer than this is one that never comes; each move of time waits for it no more.
  const longestAnswer = 500
  const longestTimer = 2 ** 31 - 1
  const { setTimeout: set, clearTimeout: clear } = globalThis
  const now = performance.now.bind(performance)
  const calendar = Date.now.bind(Date)
  const timers = new Map<unknown, { readonly due: number; readonly run: () => void; armed: NodeJS.Timeout }>()
  let moved = 0
  let slept = 0
  const unanswered = new Map<symbol, string>()
  const givenUp = new Set<symbol>()

  performance.now = () => now() + moved
  Date.now = () => calendar() + moved + slept

  const fire = (key: unknown) => {
    const timer = timers.get(key)
    if (timer === undefined) return
    clear(timer.armed)
    timers.delete(key)
    timer.run()
  }
  globalThis.setTimeout = Object.assign(
    (task: (...given: unknown[]) => void, delay = 0, ...given: unknown[]) => {
      const key: NodeJS.Timeout = set(() => fire(key), Math.min(delay, longestTimer))
      timers.set(key, { due: performance.now() + delay, run: () => task(...given), armed: key })
      return key
    },
    set,
  ) as typeof setTimeout
  globalThis.clearTimeout = key => {
    clear(timers.get(key)?.armed)
    clear(key)
    timers.delete(key)
  }

  async function counted<T>(what: string, work: Promise<T>): Promise<T> {
    const key = Symbol(what)
    unanswered.set(key, what)
    try {
      return await work
    } finally {
      unanswered.delete(key)
      givenUp.delete(key)
    }
  }
  const plex = session.fromPartition('plex-tv', { cache: false })
  const fetch = plex.fetch.bind(plex)
  plex.fetch = async (...given) => {
    const response = await counted('a request', fetch(...given))
    void counted('the body of an answer', response.clone().arrayBuffer()).catch(() => undefined)
    return response
  }
  const programs = process.getBuiltinModule('node:child_process')
  const { execFile } = programs
  programs.execFile = ((...given: Parameters<typeof execFile>) => {
    const program = execFile(...given)
    void counted(given[0], new Promise(resolve => void program.once('close', resolve)))
    return program
  }) as typeof execFile
  const { createRequire } = process.getBuiltinModule('node:module')
  try {
    const keytar = createRequire(`${app.getAppPath()}/package.json`)('keytar') as Record<string, Call>
    for (const [name, call] of Object.entries(keytar))
      keytar[name] = (...given) => counted(name, call(...given))
  } catch {
    // There is no keychain here.
  }

  const next = () => [...timers].toSorted(([, one], [, other]) => one.due - other.due)[0]
  const turn = () => new Promise<void>(resolve => void setImmediate(resolve))
  const moment = () => new Promise<void>(resolve => void set(resolve, 1))
  const isWaiting = () => [...unanswered.keys()].some(key => !givenUp.has(key))
  async function settled() {
    const started = now()
    // A few turns without anything under way: one answer may call for the next request.
    for (let quiet = 0; quiet < 10; quiet += 1) {
      const [key, timer] = next() ?? []
      const isDue = timer !== undefined && timer.due <= performance.now()
      if (isDue) fire(key)
      if (isDue || isWaiting()) quiet = 0
      if (now() - started > longestAnswer) for (const late of unanswered.keys()) givenUp.add(late)
      if (now() - started > 2 * longestAnswer) return
      await (isWaiting() ? moment() : turn())
    }
  }

  main.movedTime = {
    plex,
    unanswered,
    settled() {
      givenUp.clear()
      return settled()
    },
    untilNext(most) {
      const due = next()?.[1].due ?? Infinity
      const step = Math.min(most, Math.max(0, Math.ceil(due - performance.now())))
      return step > 0 || due <= performance.now() ? step : null
    },
    async move(by) {
      moved += by
      await settled()
      for (const [key, timer] of timers) {
        clear(timer.armed)
        const left = Math.min(Math.max(0, timer.due - performance.now()), longestTimer)
        timer.armed = set(() => fire(key), left)
      }
    },
    sleep(by) {
      slept += by
    },
  }
  return main.movedTime
}
