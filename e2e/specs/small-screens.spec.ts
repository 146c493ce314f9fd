import type { Snapshot } from '../../common/contract.ts'
import type { Server } from '../../common/sign-in-view.ts'
import {
  attic,
  everyKey,
  noKeys,
  signedIn,
  snapshotOf,
  views,
  lateClaimOf,
} from '../../common/samples.fake.ts'
import type { RunningApp } from '../world/app.ts'
import { draw } from '../world/draw.ts'
import { openWindow } from '../world/open-window.ts'
import { outOfReach } from '../world/reachable.ts'
import { expect, test } from '../world/test.ts'
import { longIf } from '../world/rows.ts'

const servers = (count: number): Server[] =>
  Array.from({ length: count }, (_none, index) => ({ ...attic, id: `a${index}`, name: `Server ${index}` }))
const withServers = (count: number) =>
  snapshotOf(signedIn({ servers: { list: servers(count), refreshing: false, problem: null } }))

/** Every view, and what may stand above, below and over one. */
const shown: Readonly<Record<string, Snapshot>> = {
  ...Object.fromEntries(Object.entries(views).map(([name, view]) => [name, snapshotOf(view)])),
  'no keychain': snapshotOf({ kind: 'signed-out', problem: 'keychain-missing', revocation: 'given-up' }),
  'a wrong clock': snapshotOf({ kind: 'signed-out', problem: 'clock', revocation: null }),
  'a proxy that asks': {
    ...snapshotOf({ kind: 'signed-out', problem: 'proxy-password', revocation: 'owed' }),
    askingProxy: { host: 'a-proxy.with.a.long.name.example.org', port: 3128, said: 'refused-environment' },
  },
  'a proxy that asks while a code is shown': {
    ...snapshotOf({
      ...views['awaiting approval'],
      trouble: { problem: 'proxy-password', retryInMs: 1_500 },
    }),
    askingProxy: { host: 'proxy.example', port: 3128, said: 'trying' },
  },
  'a proxy that asks whoever is signed in': {
    ...snapshotOf(signedIn({ problem: 'proxy-password' })),
    askingProxy: { host: 'proxy.example', port: 3128, said: 'refused' },
  },
  'a keychain that asks whoever is signed out': {
    ...snapshotOf({ kind: 'signed-out', problem: 'keychain-asking', revocation: 'given-up' }),
    askingKeychain: { stoppable: true },
  },
  'a keychain that asks whoever has a code': {
    ...snapshotOf(views['awaiting approval, in trouble']),
    askingKeychain: { stoppable: true },
  },
  'a code to be copied by hand': { ...snapshotOf(views['awaiting approval']), copiesByHand: 1 },
  'three servers': withServers(3),
  'two hundred servers': withServers(200),
  'keys at home': { ...withServers(3), keys: everyKey },
  'a key that is made, and one that was not': {
    ...withServers(3),
    keys: {
      ...noKeys,
      making: { id: everyKey.list[0]!.id, name: 'Kometa on the NAS', attempt: null, byHand: 'service' },
      failed: { name: 'Tautulli', preset: null, server: null, problem: 'certificate' },
    },
  },
  'all that can come together': {
    ...snapshotOf(
      signedIn({
        kept: 'keychain-broken',
        problem: 'service',
        servers: { list: servers(9), refreshing: false, problem: 'name' },
      }),
    ),
    keys: everyKey,
    notice: 'memory-unwritable',
    askingKeychain: { stoppable: true },
    update: { version: '1.2.3', stage: 'failed' },
    launchAtLogin: 'another-program',
    tray: false,
  },
  'a question': {
    ...snapshotOf(views['signed in']),
    question: lateClaimOf('Ada Lovelace'),
    tray: false,
  },
  'the settings': { ...snapshotOf(views['signed out']), settingsAsked: 1 },
  'the settings, and all that can come with them': {
    ...snapshotOf(signedIn({ problem: 'service' })),
    settingsAsked: 1,
    notice: 'preferences-unread',
    unopenedPage: 'https://app.plex.tv/desktop/#!/settings/devices/all',
    update: { version: '1.2.3', stage: 'failed' },
    launchAtLogin: 'another-program',
    tray: false,
  },
}

interface Screen {
  readonly size: string
  readonly scale: number
  readonly filled?: boolean
  /** There is little room on it. */
  readonly tight?: boolean
}

const screens: readonly Screen[] = [
  { size: '1280x1024', scale: 1 },
  { size: '1280x1024', scale: 1, filled: true },
  { size: '1024x600', scale: 1, tight: true },
  { size: '1920x1080', scale: 2 },
  { size: '800x480', scale: 1 },
  { size: '640x480', scale: 2, tight: true },
]

for (const { size, scale, filled = false, tight = filled } of screens) {
  test.describe(`on a screen of ${size} at ${scale * 100} %${filled ? ', filled' : ''}`, () => {
    test.use({ screenSize: size })

    test(`all of the window can be reached, in every state${longIf(!tight)}`, async ({ launch, tray }) => {
      const app = await launch({ arguments: [`--force-device-scale-factor=${scale}`] })
      const window = await openWindow(app, tray)
      await window.getByTestId('sign-in').waitFor()
      if (filled) await fillScreen(app)
      await expect.poll(() => beyondTheScreen(app)).toEqual(null)
      const found: Record<string, readonly string[]> = {}
      let revision = 1_000_000
      for (const [name, snapshot] of Object.entries(shown)) {
        await draw(app, window, { ...snapshot, revision: ++revision })
        found[name] = await outOfReach(window)
      }
      expect(found).toEqual(Object.fromEntries(Object.keys(shown).map(name => [name, []])))
    })
  })
}

/** As a window manager does that maximises it. */
const fillScreen = (app: RunningApp): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow, screen }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds(screen.getPrimaryDisplay().workArea),
  )

/** Where the window is, if not all of it is on the screen. */
const beyondTheScreen = (app: RunningApp) =>
  app.electron.evaluate(({ BrowserWindow, screen }) => {
    const bounds = BrowserWindow.getAllWindows()[0]!.getBounds()
    const { workArea } = screen.getPrimaryDisplay()
    const fits =
      bounds.x >= workArea.x &&
      bounds.y >= workArea.y &&
      bounds.x + bounds.width <= workArea.x + workArea.width &&
      bounds.y + bounds.height <= workArea.y + workArea.height
    return fits ? null : { bounds, workArea }
  })
