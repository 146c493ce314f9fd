import { setTimeout as pause } from 'node:timers/promises'
import { firstPaint, pageOpens } from './pages.ts'
import { print } from './figures.ts'
import { waitForNoKeychainProcess } from '../world/keychain-process.ts'
import { type Program, startProgram, type Which } from './program.ts'
import type { Scene } from './scene.ts'
import { readUsage, type Usage, wakeUps } from './usage.ts'

/** What was measured of Latchkey and of bare Electron, in turns. */
export type Both<T> = Readonly<Record<Which, readonly T[]>>

/** Milliseconds that a program has to itself after its start, before it counts as idle or is clicked. */
const settling = 10_000
const beforeClick = 1_000
const idleTime = 60_000
/** Milliseconds before what it holds is read, with a window or after one. */
export const REST_MS = 20_000
/** Milliseconds that a window is left open before it is closed: more than it takes to paint. */
export const OPEN_MS = 250

/** Does the same with both, in turns whose order changes, so that neither always has the warmer machine. */
export async function inTurns<T>(rounds: number, measure: (which: Which) => Promise<T>): Promise<Both<T>> {
  const both: Record<Which, T[]> = { latchkey: [], bare: [] }
  for (let round = 0; round < rounds; round++) {
    const order: readonly Which[] = round % 2 === 0 ? ['bare', 'latchkey'] : ['latchkey', 'bare']
    for (const which of order) {
      const measured = await measure(which)
      both[which].push(measured)
      print(`  ${which} ${round + 1} of ${rounds}: ${JSON.stringify(measured, rounded)}`)
    }
  }
  return both
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 10) / 10 : value

async function withProgram<T>(
  scene: Scene,
  which: Which,
  work: (program: Program) => Promise<T>,
  options?: { readonly inspectable: boolean },
): Promise<T> {
  const program = await startProgram(scene, which, options)
  try {
    return await work(program)
  } finally {
    await program.stop()
  }
}

/** Milliseconds from the start of the program to its tray item on the bus. */
export async function measureStarts(scene: Scene, rounds: number): Promise<Both<number>> {
  const start = (which: Which) => withProgram(scene, which, async ({ toTray }) => toTray)
  // The first ones read from the disk what the others find in memory.
  await inTurns(1, start)
  return inTurns(rounds, start)
}

/** Milliseconds from the click on the tray icon to the first paint of the first window of the program. */
export const measurePaints = (scene: Scene, rounds: number): Promise<Both<number>> =>
  inTurns(rounds, which =>
    withProgram(
      scene,
      which,
      async program => {
        await pause(beforeClick)
        const clicked = Date.now()
        await scene.tray.activate()
        return (await firstPaint(program)) - clicked
      },
      { inspectable: true },
    ),
  )

/** What a program with all its processes holds. */
export type Held = Pick<Usage, 'megabytes' | 'processes'>

interface Idle extends Held {
  readonly processorMs: number
  readonly wakeUps: number
}

async function leaveAlone({ processId }: Program): Promise<Idle> {
  const before = await readUsage(processId)
  await pause(idleTime)
  const after = await readUsage(processId)
  return {
    ...held(after),
    processorMs: after.processorMs - before.processorMs,
    wakeUps: wakeUps(before, after),
  }
}

async function atRest({ processId }: Program): Promise<Held> {
  await pause(REST_MS)
  return held(await readUsage(processId))
}

export const held = ({ megabytes, processes }: Usage): Held => ({ megabytes, processes })

/** A program's life: a minute without any window, then one window. */
export interface Life {
  readonly idle: Idle
  readonly open: Held
}

/** What it costs to leave the program alone, and what it holds with a window. */
export const measureLives = (scene: Scene, rounds: number): Promise<Both<Life>> =>
  inTurns(rounds, which =>
    withProgram(
      scene,
      which,
      async program => {
        await pause(settling)
        await waitForNoKeychainProcess(scene.desktop)
        const idle = await leaveAlone(program)
        await scene.tray.activate()
        await pageOpens(program)
        return { idle, open: await atRest(program) }
      },
      { inspectable: true },
    ),
  )
