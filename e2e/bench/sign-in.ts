import { arch, cpus, release, totalmem, type } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { RunningApp } from '../world/app.ts'
import { inWorld, type World } from '../demo/world.ts'
import { eventually } from '../world/eventually.ts'
import { type Measured, print, table } from './figures.ts'

const signIn = 'Sign in to Plex…'
/** Milliseconds from the code to its approval: about as long as a person takes who knows the way. */
const approvalAfter = 10_000
/** Milliseconds between two polls of the app: approvals are spread over this time, since they know nothing of polls. */
const pollInterval = 1_500

interface Round {
  readonly toCode: number
  readonly toKeychain: number
  readonly toScreen: number
  readonly polls: number
}

/** Signs in and out so many times, and prints the machine and a table. */
export async function benchSignIn(rounds: number): Promise<void> {
  await inWorld(async world => {
    const app = await world.launch()
    print(await machine(app))
    await app.quit()
    print(table(await measureSignIns(world, rounds)))
  })
}

/** Signs in and out so many times. The app is signed out and gone afterwards. */
export async function measureSignIns(world: World, rounds: number): Promise<readonly Measured[]> {
  const app = await world.launch()
  await world.tray.waitForLabel(signIn)
  const done: Round[] = []
  for (let number = 0; number < rounds; number++) {
    done.push(await round(world, app, approvalAfter + (number / rounds) * pollInterval))
    print(`  sign-in ${number + 1} of ${rounds}`)
  }
  const findings = world.simulator.conduct()
  if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('\n'))
  await app.quit()
  await world.tray.waitForNoItem()
  const measured = (what: string, unit: Measured['unit'], field: keyof Round): Measured => ({
    what,
    unit,
    values: done.map(each => each[field]),
  })
  return [
    measured('tray click → code visible', 'ms', 'toCode'),
    measured('approval → token in the keychain', 'ms', 'toKeychain'),
    measured('approval → signed in, on screen', 'ms', 'toScreen'),
    measured('polls of a code that is approved after 10 to 12 s', '', 'polls'),
  ]
}

async function round(world: World, app: RunningApp, wait: number): Promise<Round> {
  const { tray, person, simulator, desktop } = world
  const opened = app.electron.waitForEvent('window')
  const clicked = performance.now()
  await tray.click(signIn)
  const window = await opened
  await window.getByTestId('link-code').waitFor()
  const toCode = performance.now() - clicked

  await pause(wait)
  const { code } = simulator.latestPin()!
  const approved = performance.now()
  const token = person.approve(code)
  const since = () => performance.now() - approved
  const [toKeychain, toScreen] = await Promise.all([
    eventually(
      'the token',
      async () => (await desktop.keychain.find('Latchkey', 'plex-token')) === token,
    ).then(since),
    window.locator('[data-testid=sign-in][data-state=signed-in]').waitFor().then(since),
  ])
  await tray.waitForLabel(/^Signed in as /)
  await window.close()
  await person.signOut(token)
  return { toCode, toKeychain, toScreen, polls: simulator.latestPin()!.polls.length }
}

/** The computer and the versions that were measured. */
export async function machine(app: RunningApp): Promise<string> {
  const { electron, chrome } = await app.electron.evaluate(() => process.versions)
  const processors = cpus()
  // What comes after the number names whoever built it.
  const [kernel = ''] = release().split('-')
  return [
    `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${kernel} ${arch()}`,
    `Electron ${electron ?? '?'}, Chromium ${chrome ?? '?'}, Node ${process.versions.node}; plex.tv simulated on loopback`,
  ].join('\n')
}
