import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { prepareLaunch } from '../world/launch.ts'
import {
  type Arrival,
  firstPort,
  nameSources,
  type OwnNetwork,
  resolverConfiguration,
  startOwnNetwork,
} from '../world/own-network.ts'
import { expect, test } from '../world/test.ts'
import { tryWaysOut, type WaysOut } from '../world/ways-out.ts'

const ports = 300

const given = JSON.stringify({ firstPort, computer: hostname() })
/** Code for main: what became of the ways that the page in `contents` tried, as a person who pressed something would. */
const tryIn = (contents: string) =>
  `${contents}.executeJavaScript(${JSON.stringify(`(${String(tryWaysOut)})(${given})`)}, true)`

/** Nothing that keeps a page from anything. */
const bare = `const { app, BrowserWindow, protocol } = require('electron')
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])
app.whenReady().then(async () => {
  const page = '<!doctype html><title>bare</title><style></style><body>'
  protocol.handle('app', () => new Response(page, { headers: { 'content-type': 'text/html' } }))
  const { webContents } = new BrowserWindow({ show: false })
  // Else it would be gone after the first.
  webContents.on('will-navigate', navigation => navigation.preventDefault())
  await webContents.loadURL('app://bare/index.html')
})
`

/** Tries all ways in the first page, and in a second one of the same session that has no preload script. */
const driver = (to: string) => `const { app, BrowserWindow } = require('electron')
const { renameSync, writeFileSync } = require('node:fs')
const tell = (name, told) => {
  writeFileSync(${JSON.stringify(to)} + name + '.new', JSON.stringify(told))
  renameSync(${JSON.stringify(to)} + name + '.new', ${JSON.stringify(to)} + name)
}
let first = true
app.on('web-contents-created', (_event, contents) => {
  if (!first) return
  first = false
  contents.once('did-finish-load', async () => {
    tell('first', await ${tryIn('contents')})
    const { webContents } = new BrowserWindow({ show: false, webPreferences: { session: contents.session } })
    await webContents.loadURL(contents.getURL())
    tell('second', await ${tryIn('webContents')})
  })
})
`

/** Starts the app on the network; what its page, and the same page without the preload script, tried. */
async function start(desktop: Desktop, network: OwnNetwork, port: number, app?: string) {
  const to = path.join(desktop.home, `tried-${app === undefined ? 'app' : 'bare'}-`)
  await writeFile(`${to}driver.cjs`, driver(to))
  const launch = await prepareLaunch(desktop, port, {
    preload: `${to}driver.cjs`,
    ...(app === undefined ? {} : { app }),
  })
  // Names lead where the network leads them.
  const commandLine = launch.commandLine.filter(each => !each.startsWith('--host-resolver-rules'))
  const [program, ...rest] = network.command(
    [launch.launcher, ...launch.sandboxSwitches, ...commandLine],
    desktop.home,
  )
  const child = spawn(program, rest, { env: launch.environment, stdio: 'ignore' })
  const tried = (name: string) =>
    eventually('the ways to be tried', async () => JSON.parse(await readFile(to + name, 'utf8')) as WaysOut, {
      within: 30_000,
    })
  return { tried, end: () => child.kill('SIGKILL') }
}

/** The ways that something was heard of, and what came from none of them. */
function heardOf({ names }: WaysOut, arrivals: readonly Arrival[]) {
  const numbers = arrivals.map(arrival =>
    arrival.by === 'dns' ? Number(/\bway-(\d+)\./.exec(arrival.name)?.[1] ?? -1) : arrival.port - firstPort,
  )
  return new Set(numbers.map(number => names[number] ?? '').filter(name => name !== ''))
}

async function withNetwork(desktop: Desktop, use: (network: OwnNetwork) => Promise<void>) {
  await writeFile(path.join(desktop.home, 'resolv.conf'), resolverConfiguration)
  await writeFile(path.join(desktop.home, 'nsswitch.conf'), nameSources)
  const network = await startOwnNetwork(desktop.home, ports)
  try {
    await use(network)
  } finally {
    await network.close()
  }
}

test.describe('a page that was taken over', () => {
  // Without a tray the window opens at the start.
  test.use({ panel: false })

  test('is heard in every way where nothing keeps it from anything', async ({ desktop, simulator }) => {
    const folder = path.join(desktop.home, 'bare')
    await mkdir(folder)
    await writeFile(path.join(folder, 'package.json'), '{ "main": "main.cjs" }')
    await writeFile(path.join(folder, 'main.cjs'), bare)
    await withNetwork(desktop, async network => {
      const app = await start(desktop, network, simulator.port, folder)
      const tried = await app.tried('first')
      const unheard = () => {
        const heard = heardOf(tried, network.arrivals())
        return tried.names.slice(0, tried.heard).filter(name => !heard.has(name))
      }
      await expect.poll(unheard).toEqual([])
      const { connections, datagrams } = await network.sent()
      expect([connections > 0, datagrams > 0]).toEqual([true, true])
      app.end()
    })
  })

  test('gets no byte out, in any way and to any address', async ({ desktop, simulator }) => {
    await withNetwork(desktop, async network => {
      const app = await start(desktop, network, simulator.port)
      await app.tried('first')
      expect({ arrivals: network.arrivals(), ...(await network.sent()) }).toEqual({
        arrivals: [],
        connections: 0,
        datagrams: 0,
      })

      // The session by itself, with the WebRTC that the preload script takes away: names are looked up, and that is all.
      const tried = await app.tried('second')
      const arrived = network.arrivals()
      expect((await network.sent()).connections).toBe(0)
      expect(arrived.filter(({ by }) => by !== 'dns')).toEqual([])
      expect([...heardOf(tried, arrived)].filter(name => !/STUN|TURN|ICE/.test(name))).toEqual([])
      app.end()
    })
  })
})
