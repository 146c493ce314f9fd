import { arch, cpus, release, totalmem, type } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import type { RunningApp } from '../app.ts'
import { inWorld, type World } from '../demo/world.ts'
import { eventually } from '../eventually.ts'
import { type Measured, table } from './figures.ts'

const signIn = 'Sign in to Plex…'
/** Milliseconds from the code to its approval: about as long as a person takes who knows the way. */
const approvalAfter = 10_000
/** Milliseconds between two polls of the app: approvals are spread over this time, since they know nothing of polls. */
const pollInterval = 2_000

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
    await world.tray.waitForLabel(signIn)
    print(await machine(app))
    const done: Round[] = []
    for (let number = 0; number < rounds; number++) {
      done.push(await round(world, app, approvalAfter + (number / rounds) * pollInterval))
      print(`  round ${number + 1} of ${rounds}`)
    }
    const measured: readonly Measured[] = [
      { what: 'tray click → code visible', unit: 'ms', values: done.map(({ toCode }) => toCode) },
      {
        what: 'approval → token in the keychain',
        unit: 'ms',
        values: done.map(({ toKeychain }) => toKeychain),
      },
      { what: 'approval → signed in, on screen', unit: 'ms', values: done.map(({ toScreen }) => toScreen) },
      {
        what: 'polls of a code that is approved after 10 to 12 s',
        unit: '',
        values: done.map(({ polls }) => polls),
      },
    ]
    print(table(measured))
    const findings = world.simulator.conduct()
    if (findings.length > 0) throw new Error(findings.map(({ message }) => message).join('\n'))
    await app.quit()
  })
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

async function machine(app: RunningApp): Promise<string> {
  const { electron, chrome } = await app.electron.evaluate(() => process.versions)
  const processors = cpus()
  return [
    `${processors.length} × ${processors[0]?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()} ${arch()}`,
    `Electron ${electron ?? '?'}, Chromium ${chrome ?? '?'}, Node ${process.versions.node}; plex.tv simulated on loopback`,
  ].join('\n')
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)
