import { setTimeout as pause } from 'node:timers/promises'
import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import { waitForNoKeychainProcess } from '../world/keychain-process.ts'
import { type Both, held, type Held, inTurns, OPEN_MS, REST_MS } from './measure.ts'
import { bareFolder, type Which } from './program.ts'
import type { Scene } from './scene.ts'
import { readUsage } from './usage.ts'

const WINDOWS = 100

/** What a program holds after one window, and after a hundred more. */
export interface Growth {
  /** With nothing left in main that JavaScript no longer uses. */
  readonly before: Held
  readonly after: Held
  /** As it is, with what nobody has collected yet. */
  readonly left: Held
}

/**
 * Opens and closes a hundred windows of the program. V8 collects when it has to, and main holds some megabytes more or
 * less by that alone: what has grown is told after it has collected.
 */
export const measureGrowth = (scene: Scene, rounds: number): Promise<Both<Growth>> =>
  inTurns(rounds, async which => {
    const app = await startInspected(scene, which)
    const cycle = () => openAndClose(scene, app)
    await cycle()
    await pause(REST_MS)
    await waitForNoKeychainProcess(scene.desktop)
    await collect(app)
    const before = held(await readUsage(app.processId))
    for (let done = 0; done < WINDOWS; done++) await cycle()
    await pause(REST_MS)
    const left = held(await readUsage(app.processId))
    await collect(app)
    const after = held(await readUsage(app.processId))
    await app.quit()
    await scene.tray.waitForNoItem()
    return { before, after, left }
  })

async function startInspected({ launch, registered }: Scene, which: Which): Promise<RunningApp> {
  const arrival = registered()
  const app = await launch(which === 'bare' ? { app: bareFolder } : {})
  await arrival
  return app
}

async function openAndClose({ tray }: Scene, app: RunningApp): Promise<void> {
  await tray.activate()
  await eventually('a window', () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some(window => window.isVisible() && !window.webContents.isLoading()),
    ),
  )
  await pause(OPEN_MS)
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await app.noWindow()
}

async function collect({ electron }: RunningApp): Promise<void> {
  await electron.evaluate(async () => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    const gc = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void
    for (let round = 0; round < 3; round++) {
      gc()
      await new Promise(resolve => void setImmediate(resolve))
    }
  })
}
