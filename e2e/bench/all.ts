import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { inWorld } from '../demo/world.ts'
import { repository } from '../world/runtime.ts'
import { percentile, print } from './figures.ts'
import { type Growth, measureGrowth } from './growth.ts'
import { measureCommands } from './commands.ts'
import { measureKeys } from './keys.ts'
import { type Both, measureLives, measurePaints, measureStarts } from './measure.ts'
import { startProgram } from './program.ts'
import type { Result } from './report.ts'
import type { Row } from './rows.ts'
import { createScene, type Scene } from './scene.ts'
import { machine, measureSignIns } from './sign-in.ts'
import { countTimers } from './timers.ts'

export interface Plan {
  /** How often what takes seconds is measured. */
  readonly rounds: number
  /** How often what takes minutes is: no window, a window, a hundred windows. */
  readonly longRounds: number
  /** Bytes of the bundles without their languages, and their budgets. */
  readonly sizes: Readonly<Record<string, { readonly bytes: number; readonly most: number }>>
}

/** Measures everything, Latchkey and bare Electron in turns. */
export const measureAll = (plan: Plan): Promise<Result> =>
  inWorld(async world => {
    const scene = await createScene(world)
    const app = await world.launch()
    const described = await machine(app)
    await app.quit()
    await world.tray.waitForNoItem()
    print(described)
    print('Starts')
    const starts = await measureStarts(scene, plan.rounds)
    print('First windows')
    const paints = await measurePaints(scene, plan.rounds)
    const [toCode, toKeychain] = await measureSignIns(world, plan.rounds)
    const keys = await measureKeys(world)
    print('Commands')
    const commands = await measureCommands(world, plan.rounds)
    await signIn(scene)
    const timers = await countTimers(scene)
    print('A minute without a window, and one window')
    const lives = await measureLives(scene, plan.longRounds)
    print('A hundred windows')
    const growths = await measureGrowth(scene, plan.longRounds)
    const growth = ({ before, after }: Growth): number => (after.megabytes / before.megabytes - 1) * 100

    return {
      machine: described.split('\n'),
      rows: [
        { what: 'start → in the tray', unit: 'ms', ...starts, line: { times: 1.25 } },
        { what: 'tray click → first contentful paint', unit: 'ms', ...paints, line: { most: 250 } },
        {
          what: 'tray click → code visible',
          unit: 'ms',
          latchkey: toCode?.values ?? [],
          bare: [],
          line: { most: 300 },
        },
        {
          what: 'approval → token in the keychain',
          unit: 'ms',
          latchkey: toKeychain?.values ?? [],
          bare: [],
        },
        {
          what: 'approval → token in the keychain, the slowest',
          unit: 'ms',
          latchkey: toKeychain === undefined ? [] : [Math.max(...toKeychain.values)],
          bare: [],
          line: { most: 3_000 },
        },
        {
          what: '“Create” → key at hand, of 20 the 19th',
          unit: 'ms',
          latchkey: [percentile(keys, 95)],
          bare: [],
          line: { most: 3_000 },
        },
        { what: '`latchkey status`, the app running', unit: 'ms', ...commands.status, line: { times: 1.3 } },
        { what: '`latchkey token`, the app running', unit: 'ms', ...commands.token, line: { times: 1.3 } },
        {
          what: 'memory, no window',
          unit: 'MB',
          ...pick(lives, ({ idle }) => idle.megabytes),
          line: { times: 1.05 },
        },
        { what: 'memory, window open', unit: 'MB', ...pick(lives, ({ open }) => open.megabytes) },
        {
          what: 'memory, after 100 windows',
          unit: 'MB',
          ...pick(growths, ({ left }) => left.megabytes),
        },
        { what: 'growth over 100 windows', unit: '%', ...pick(growths, growth), line: { most: 3 } },
        { what: 'processes, no window', unit: '', ...pick(lives, ({ idle }) => idle.processes) },
        { what: 'processes, window open', unit: '', ...pick(lives, ({ open }) => open.processes) },
        {
          what: 'processor a minute, no window',
          unit: 'ms',
          ...pick(lives, ({ idle }) => idle.processorMs),
        },
        { what: 'wake-ups a minute, no window', unit: '', ...pick(lives, ({ idle }) => idle.wakeUps) },
        { what: 'timers, signed in, no window', unit: '', latchkey: [timers], bare: [], line: { most: 1 } },
        ...Object.entries(plan.sizes).map(([part, { bytes, most }]): Row => ({
          what: `${part}, minified, without languages`,
          unit: 'KB',
          latchkey: [bytes / 1000],
          bare: [],
          line: { most: most / 1000 },
        })),
        ...(await sizesOfPackages()),
      ],
    }
  })

/** From a signed-out app to one that has its token in the keychain, and is gone. */
async function signIn(scene: Scene): Promise<void> {
  const program = await startProgram(scene, 'latchkey')
  await scene.person.signIn()
  await program.stop()
}

function pick<T>(both: Both<T>, field: (each: T) => number): Both<number> {
  return { latchkey: both.latchkey.map(field), bare: both.bare.map(field) }
}

/** What `npm run package` has left in release/. */
async function sizesOfPackages(): Promise<readonly Row[]> {
  const release = path.join(repository, 'release')
  const files = await readdir(release).catch(() => [])
  const size = async (what: string, name: string | undefined): Promise<Row> => {
    const found = name === undefined ? undefined : await stat(path.join(release, name)).catch(() => undefined)
    return { what, unit: 'KB', latchkey: found === undefined ? [] : [found.size / 1000], bare: [] }
  }
  const rows = [
    size('app.asar', 'linux-unpacked/resources/app.asar'),
    ...['.deb', '.AppImage'].map(ending => {
      const name = files.find(file => file.endsWith(ending))
      const quickly = name?.includes('-development') === true ? ', quickly compressed' : ''
      return size(`package (${ending.slice(1)}${quickly})`, name)
    }),
  ]
  return (await Promise.all(rows)).filter(({ latchkey }) => latchkey.length > 0)
}
