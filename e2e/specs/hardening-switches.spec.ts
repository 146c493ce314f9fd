import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isKnownSwitch } from '../../main/start/known-switches.ts'
import { namesIn, tellingNames } from '../world/chromium-names.ts'
import type { Desktop } from '../world/desktop.ts'
import { prepareLaunch } from '../world/launch.ts'
import { filesHolding } from '../world/leaks.ts'
import { listeningPrograms } from '../world/listening.ts'
import { packageApp, packagedExecutable, startPackagedApp } from '../world/packaged-app.ts'
import { signal } from '../world/processes.ts'
import { isLong } from '../world/rows.ts'
import { expect, type Parts, test } from '../world/test.ts'

const sentinel = 'SENTINEL-token-4f1c9'
/** Whose names tell nothing. */
const also = ['js-flags', 'vmodule', 'v', 'headless', 'inspect', 'inspect-brk', 'require', 'import', 'kiosk']
/** Chromium ends over these, or waits for a debugger, before the app's first line runs. Seen on Electron 33.2.1, as root. */
const beforeTheApp = [
  'browser-startup-dialog',
  'enable-sandbox',
  'no-unsandboxed-zygote',
  'no-zygote',
  'trace-to-console',
  'wait-for-debugger',
  'zygote-cmd-prefix',
]
const AT_ONCE = 40
const LONGEST_MS = 2_000

test.beforeAll('package the app', packageApp)

const signedIn = async ({ simulator, tray }: Pick<Parts, 'simulator' | 'tray'>) => {
  await tray.click('Sign in to Plex…')
  const { label } = await tray.waitForLabel(/^Copy code [A-Z0-9]{4}$/)
  simulator.claim(label.replace('Copy code ', ''), undefined, { token: sentinel })
  await tray.waitForLabel('Signed in as Ada Lovelace')
}

/** What a start says until it says why it does not start, or ends; or, where it need not do so, for a moment. */
async function startUntil(
  desktop: Desktop,
  port: number,
  { command, refused }: { readonly command: readonly string[]; readonly refused: boolean },
) {
  const launch = await prepareLaunch(desktop, port, { executable: packagedExecutable, arguments: command })
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', launch.executable, ...launch.sandboxSwitches, ...launch.commandLine],
    { env: launch.environment, cwd: desktop.home, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  let said = ''
  const ended = once(child, 'exit')
  const told = new Promise<void>(resolve => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('that starts Latchkey.')) resolve()
    })
  })
  await Promise.race([told, ended, ...(refused ? [] : [pause(LONGEST_MS)])])
  const listening = await listeningPrograms(desktop)
  // Nobody answers its box.
  signal(-(child.pid ?? Number.NaN), 'SIGKILL')
  await ended
  return { said, listening }
}

test('starts with no switch of Chromium’s that it does not know, and so none finds the token', async ({
  desktop,
  simulator,
  tray,
}) => {
  test.setTimeout(240_000)
  const app = await startPackagedApp(desktop, simulator.port)
  await signedIn({ simulator, tray })
  await tray.click('Quit Latchkey')
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  const before = simulator.log.length

  const names = [...(await tellingNames(packagedExecutable)), ...also]
  const unknown = names.filter(name => !isKnownSwitch(name, 'x', 'linux') && !beforeTheApp.includes(name))
  expect(unknown.length).toBeGreaterThan(300)
  const value = path.join(desktop.home, 'written')
  const last = isLong ? unknown.length : AT_ONCE
  for (let at = 0; at < last; at += AT_ONCE) {
    const batch = unknown.slice(at, at + AT_ONCE)
    const { said, listening } = await startUntil(desktop, simulator.port, {
      command: batch.map(name => `--${name}=${value}`),
      refused: true,
    })
    const [, more = '0'] =
      /started with --\S+(?:, --\S+)*(?: and (\d+)\smore)?, and starts only/.exec(said) ?? []
    const seen = { more: Number(more), listening, says: said.includes(`--${batch[0]}`) }
    expect(seen, `${said}\n${batch.join(' ')}`).toEqual({
      more: Math.max(0, batch.length - 5),
      listening: [],
      says: true,
    })
  }
  for (const name of isLong ? beforeTheApp : []) {
    const command = [`--${name}=${value}`]
    const { listening } = await startUntil(desktop, simulator.port, { command, refused: false })
    expect(listening, name).toEqual([])
  }
  expect(simulator.log.slice(before)).toEqual([])
  expect(await filesHolding(desktop.home, sentinel, ['.local/share/keyrings'])).toEqual([])
})

/** Of each switch the first that it may be set to; the surroundings set the others. */
const settings = ['', '3', 'x11', 'direct://', 'disabled', 'srgb', 'none', 'Vulkan']
const ofSurroundings = ['host-resolver-rules', 'force-device-scale-factor', 'display']
/** They take the network away from what the others would record. */
const withoutNetwork = ['proxy-server', 'proxy-pac-url']

test('brings the token into no file with all switches that it knows', async ({
  desktop,
  simulator,
  tray,
}) => {
  const known = (await namesIn(packagedExecutable)).flatMap(name => {
    const value = settings.find(each => isKnownSwitch(name, each, 'linux'))
    if (value === undefined || [...ofSurroundings, ...withoutNetwork].includes(name)) return []
    return [value === '' ? `--${name}` : `--${name}=${value}`]
  })
  expect(known.length).toBeGreaterThan(25)
  const app = await startPackagedApp(desktop, simulator.port, { arguments: [...known, '--hidden'] })
  await signedIn({ simulator, tray })
  await tray.activate()
  expect(await listeningPrograms(desktop)).toEqual([])
  await tray.click('Quit Latchkey')
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect(await filesHolding(desktop.home, sentinel, ['.local/share/keyrings'])).toEqual([])
})
