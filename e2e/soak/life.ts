import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import { signal } from '../world/processes.ts'
import type { SetTimer } from '../world/take-over.ts'
import type { Parts } from '../world/test.ts'
import { moveTime, moveTimeFromTheStart, type Time } from '../world/time.ts'
import { minute, second } from './units.ts'

/** How an app ends. */
export type End = 'quit' | 'SIGTERM' | 'SIGKILL'

/** The app over all its starts, in one time that is moved. */
export interface Life {
  app(): RunningApp
  /** Milliseconds that have been moved since the beginning. Real time stands still. */
  elapsed(): number
  pass(milliseconds: number): Promise<void>
  sleep(milliseconds: number): Promise<void>
  settle(): Promise<void>
  /** What was asked of plex.tv, the keychain and the desktop without an answer. */
  unanswered(): Promise<readonly string[]>
  timers(): Promise<readonly SetTimer[]>
  start(): Promise<void>
  /** Ends the app, lets so much time pass without it, and starts it again. `between`: what happens meanwhile. */
  restart(how: End, away: number, between?: () => Promise<void>): Promise<void>
}

type Ports = Pick<Parts, 'launch' | 'tray' | 'desktop' | 'simulator'>

/** Nothing runs before `start`. `chance`: from 0, to less than 1. */
export function createLife({ launch, tray, desktop, simulator }: Ports, chance: () => number): Life {
  // What happens is to follow from the seed alone, and not from how fast this computer is today.
  simulator.stopTime()
  let running: { readonly app: RunningApp; readonly time: Time } | undefined
  let elapsed = 0
  const present = () => {
    if (running === undefined) throw new Error('the app is not running')
    return running
  }

  async function start(): Promise<void> {
    const preload = path.join(desktop.home, `moved-time-${elapsed}.cjs`)
    await writeFile(preload, moveTimeFromTheStart(elapsed, Math.floor(chance() * 2 ** 32)))
    const app = await launch({ preload })
    await tray.waitForItem()
    // An error box would wait for a click that nobody makes.
    await app.electron.evaluate(({ dialog }) => {
      dialog.showErrorBox = (title, content) => console.error(`Error box: ${title}: ${content}`)
    })
    running = { app, time: await moveTime(app, simulator) }
    // The keychain is loaded a moment after the tray.
    elapsed += second
    await running.time.pass(second)
  }

  async function end(how: End): Promise<void> {
    const { app, time } = present()
    // What ends waits some moments for what it has asked.
    await time.letRun()
    if (how === 'quit') await tray.click('Quit Latchkey')
    if (how === 'SIGTERM') signal(app.processId, how)
    const exit = how === 'SIGKILL' ? await app.kill() : await app.exit()
    if (how !== 'SIGKILL' && (exit.code !== 0 || exit.signal !== null)) {
      throw new Error(`after ${how} the app ended with ${JSON.stringify(exit)}`)
    }
    await tray.waitForNoItem()
    await eventually('the end of its processes', async () => (await desktop.programs()).length === 0, {
      seen: () => desktop.programs(),
    })
  }

  return {
    app: () => present().app,
    elapsed: () => elapsed,
    async pass(milliseconds) {
      elapsed += milliseconds
      await present().time.pass(milliseconds)
    },
    async sleep(milliseconds) {
      elapsed += milliseconds
      await present().time.sleep(milliseconds)
    },
    settle: () => present().time.settle(),
    unanswered: () => present().time.unanswered(),
    timers: () => present().time.timers(),
    start,
    async restart(how, away, between = async () => {}) {
      await end(how)
      // Whoever does not run cannot be blamed for silence: to plex.tv it is as if nobody could reach it.
      simulator.pause()
      elapsed += away
      simulator.pass(away)
      await between()
      simulator.resume()
      await start()
    },
  }
}

/** Times without the app: the shortest is longer than the pause between two codes, which no start knows of. */
export const away = { least: 6 * second, most: 300 * minute } as const
