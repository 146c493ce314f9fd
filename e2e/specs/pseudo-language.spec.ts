import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'
import { Snapshot } from '../../common/contract.ts'
import en from '../../common/locales/en.json' with { type: 'json' }
import { languageNames } from '../../common/languages.ts'
import { keychainTroubles, problemNames } from '../../common/problems.ts'
import {
  ada,
  attic,
  everyKey,
  lateClaimOf,
  noKeys,
  signedIn,
  snapshotOf,
  views,
} from '../../common/samples.fake.ts'
import type { Server } from '../../common/sign-in-view.ts'
import type { Text } from '../../common/text.ts'
import type { RunningApp } from '../world/app.ts'
import { createCommand } from '../world/command.ts'
import { cutOff } from '../world/cut-off.ts'
import { draw } from '../world/draw.ts'
import { eventually } from '../world/eventually.ts'
import { addPseudoLanguage, type PseudoLanguage } from '../world/pseudo-language.ts'
import { outOfReach } from '../world/reachable.ts'
import { startInVain } from '../world/refused-start.ts'
import { saidInPage, unmarked } from '../world/said.ts'
import { expect, test as base } from '../world/test.ts'
import type { Simulator } from '../../simulator/server.ts'
import type { Tray } from '../world/tray.ts'

const test = base.extend<{ pseudo: PseudoLanguage }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs.
  pseudo: async ({}, use) => {
    const pseudo = await addPseudoLanguage()
    await use(pseudo)
    await pseudo.remove()
  },
})

const servers = (count: number): Server[] =>
  Array.from({ length: count }, (_none, index) => ({ ...attic, id: `a${index}`, name: `Server ${index}` }))
const withServers = (list: Server[] | null, more: object = {}) =>
  snapshotOf(signedIn({ servers: { list, refreshing: false, problem: null, ...more } }))
const signedInWith = (more: Parameters<typeof signedIn>[0]) => snapshotOf(signedIn(more))
const each = <K extends string>(
  what: string,
  names: readonly K[],
  snapshot: (name: K) => Snapshot,
): Record<string, Snapshot> => Object.fromEntries(names.map(name => [`${what}: ${name}`, snapshot(name)]))

const { notice, launchAtLogin, update, askingProxy } = Snapshot.entries
const unopenedPage = 'https://plex.tv/link/?pin=KYLX'
const waiting = views['awaiting approval']

/** Every view, with all that can be said in it. */
const shown: Readonly<Record<string, Snapshot>> = {
  ...Object.fromEntries(Object.entries(views).map(([name, view]) => [name, snapshotOf(view)])),
  ...each('signed out', problemNames, problem =>
    snapshotOf({ kind: 'signed-out', problem, revocation: 'given-up' }),
  ),
  ...each('a code', problemNames, problem =>
    snapshotOf({ ...waiting, trouble: { problem, retryInMs: 9_000 } }),
  ),
  ...each('signed in', problemNames, problem => signedInWith({ problem, confirmedAgoMs: null })),
  ...each('kept', ['keychain', 'unseen', ...keychainTroubles], kept => signedInWith({ kept })),
  'a keychain that asks whoever is signed out': {
    ...snapshotOf({ kind: 'signed-out', problem: 'keychain-asking', revocation: null }),
    askingKeychain: { stoppable: true },
  },
  'a keychain that asks whoever is signed in': {
    ...signedInWith({ kept: 'keychain-asking' }),
    askingKeychain: { stoppable: true },
  },
  ...each('membership', ['none', 'home', 'managed'], membership =>
    signedInWith({ account: { ...ada, membership, plexPass: false } }),
  ),
  ...each('notice', notice.wrapped.options, name => ({ ...snapshotOf(views['signed out']), notice: name })),
  ...each('update', update.wrapped.entries.stage.options, stage => ({
    ...snapshotOf(views['signed in']),
    update: { version: '1.2.3', stage },
  })),
  ...each('proxy', askingProxy.wrapped.entries.said.options, said => ({
    ...snapshotOf({ kind: 'signed-out', problem: 'proxy-password', revocation: null }),
    askingProxy: { host: 'proxy.example', port: 3128, said },
  })),
  'a code for the third time': snapshotOf({ ...waiting, renewals: 2 }),
  'a code to be copied by hand': { ...snapshotOf(waiting), copiesByHand: 1 },
  'a page that did not open': { ...snapshotOf(waiting), unopenedPage },
  'servers not known': withServers(null),
  'servers looked for': withServers(null, { refreshing: true }),
  'no servers': withServers([]),
  'servers from before': withServers(servers(2), { problem: 'service' }),
  'servers of others': withServers([
    { ...attic, owned: false, online: false },
    { ...attic, id: 'b', owned: false, owner: 'grace' },
  ]),
  'many servers': withServers(servers(20)),
  ...Object.fromEntries(
    everyKey.list.map(key => [
      `a key at home: ${key.state}`,
      { ...signedInWith({}), keys: { ...noKeys, list: [key] } },
    ]),
  ),
  'a key that is made, and one that was not': {
    ...signedInWith({}),
    keys: {
      ...noKeys,
      making: { id: everyKey.list[0]!.id, name: 'Program 0', attempt: null, byHand: null },
      failed: { name: 'Program 1', preset: null, server: null, problem: 'certificate' },
    },
  },
  'a question': { ...snapshotOf(views['signed in']), question: lateClaimOf('Ada') },
  'without a tray and a sandbox': { ...snapshotOf(views['signed in']), tray: false, sandboxed: false },
  // The window stays there from now on.
  ...each('settings', launchAtLogin.options, state => ({
    ...snapshotOf(views['signed in']),
    settingsAsked: 1,
    launchAtLogin: state,
  })),
}

/** Names, codes and addresses, which are in no language. */
const data = [
  'Latchkey',
  'Ada',
  'ada',
  'ada@example.com',
  'Ada Lovelace',
  // Its initials.
  'AL',
  'Attic',
  'Grace’s films',
  'Old box',
  ...Object.values(languageNames),
  unopenedPage,
  ...servers(20).map(({ name }) => name),
  ...everyKey.list.map(({ name }) => name),
  ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split(''),
]

/** What is wrong with the window as it is now. */
const faults = async (window: Page): Promise<readonly string[]> => [
  ...unmarked(await saidInPage(window), data).map(said => `in no catalogue: ${said}`),
  ...(await cutOff(window)),
  ...(await outOfReach(window)),
]

test('in every state, all that the window says is in the language of the person, and there is room for it, mirrored or not', async ({
  launch,
  tray,
  pseudo,
}) => {
  const app = await launch(pseudo.launch)
  const window = await open(app, tray, pseudo.text)
  const root = window.locator('html')
  let revision = 1_000_000
  async function everyState() {
    const found: Record<string, readonly string[]> = {}
    for (const [name, snapshot] of Object.entries(shown)) {
      await draw(app, window, { ...snapshot, revision: ++revision })
      found[name] = await faults(window)
    }
    return found
  }
  const none = Object.fromEntries(Object.keys(shown).map(name => [name, []]))
  expect([await root.getAttribute('lang'), await root.getAttribute('dir')]).toEqual(['en-XA', 'ltr'])
  expect(await everyState()).toEqual(none)
  // The settings are shown last.
  await choose(window, 'ar')
  await window.keyboard.press('Escape')
  expect(await everyState()).toEqual(none)
})

test('a language that is chosen is spoken at once by window, tray and commands, and from then on', async ({
  desktop,
  simulator,
  launch,
  tray,
  pseudo: { launch: speaking, text },
}) => {
  const options = { ...speaking, environment: { LANGUAGE: 'en' } }
  const command = await createCommand(desktop, simulator.port, speaking.app)
  const app = await launch(options)
  await tray.waitForLabel('Settings…')
  await tray.click('Settings…')
  const window = await app.window()
  await choose(window, 'ar')
  await tray.waitForLabel(text('tray.settings'))
  expect(unmarked([...(await tray.labels()), await tray.tooltip()], data)).toEqual([])
  expect(await faults(window)).toEqual([])
  // The way back points to where lines begin.
  await expect(window.locator('.turning').first()).toHaveCSS('transform', 'matrix(-1, 0, 0, 1, 0, 0)')
  expect((await command.run(['help'])).stdout).toMatch(/^⟦/)
  await tray.click(text('action.quit'))
  await app.exit()

  const second = await launch(options)
  await tray.waitForLabel(text('tray.settings'))
  await tray.click(text('tray.settings'))
  // A reset brings back the system's, and says so on a page that was loaded anew.
  const last = await second.window()
  await last.getByTestId('reset').click()
  await last.getByTestId('confirm-revoke').click()
  await expect(last.getByRole('status')).toHaveText(en.window.settings.resetAsk.done)
  await expect(last.locator('html')).toHaveAttribute('dir', 'ltr')
  await expect(last.getByTestId('sign-in')).toBeVisible()
  await tray.waitForLabel('Settings…')
  expect((await command.run(['help'])).stdout).toMatch(/^Latchkey signs you in/)
})

test('a sign-in goes all the way in the language of the system, in tray, window and notifications', async ({
  launch,
  tray,
  pseudo: { launch: speaking, text },
  simulator,
  notifications,
}) => {
  const found: Record<string, readonly string[]> = {}
  const app = await launch(speaking)
  async function look(name: string, window?: Page) {
    found[name] = [
      ...unmarked([...(await tray.labels()), await tray.tooltip()], data).map(said => `tray: ${said}`),
      ...(window === undefined ? [] : await faults(window)),
    ]
  }
  const window = await open(app, tray, text)
  await look('signed out', window)
  const slow = simulator.fault('mint', { kind: 'hang' }, 1)
  await tray.click(text('action.signIn'))
  await tray.waitForLabel(text('state.requestingCode'))
  await look('requesting a code', window)
  slow.clear()
  await tray.click(text('tray.cancelSignIn'))
  await tray.click(text('action.signIn'))
  await window.getByTestId('link-code').waitFor()
  await look('awaiting approval', window)
  await window.getByRole('button', { name: text('action.cancel') }).click()
  await tray.waitForLabel(text('action.signIn'))
  simulator.claim(simulator.latestPin()!.code)
  await window.getByTestId('late-claim').waitFor()
  await tray.waitForLabel(text('tray.keepLateClaimAs', { name: 'Ada Lovelace' }))
  await look('a question', window)
  await window.getByRole('button', { name: text('lateClaim.keep') }).click()
  await tray.waitForLabel(text('servers.title'))
  await look('signed in', window)
  await window.getByTestId('account-menu').click()
  await window.getByRole('menuitem', { name: text('window.account.showEmail') }).click()
  await window.getByTestId('account-menu').click()
  await window.getByRole('menuitem', { name: text('window.signedIn.again') }).click()
  await window.getByTestId('sign-in-again').waitFor()
  await look('signing in again', window)
  await window.keyboard.press('Escape')
  await window.close()
  await app.noWindow()
  await tray.click(text('action.signOut'))
  await tray.waitForLabel(text('action.signIn'))
  await tray.click(text('action.signIn'))
  const { code } = await newPin(simulator, simulator.latestPin()!.code)
  await tray.waitForLabel(text('tray.copyCode', { code }))
  await (await app.window()).close()
  await app.noWindow()
  simulator.claim(code)
  const { title, body } = await notifications.waitFor(text('state.signedInToPlex'))
  expect(unmarked([title, body], data)).toEqual([])
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map(name => [name, []])))
  await tray.click(text('action.quit'))
  expect((await app.exit()).code).toBe(0)
})

test('a language that cannot be read is replaced by English', async ({ launch, tray, desktop, pseudo }) => {
  await writeFile(path.join(pseudo.folder, 'en-XA/common.js'), 'cut off (')
  const app = await launch(pseudo.launch)
  await tray.waitForLabel('Sign in to Plex…')
  await tray.activate()
  const window = await app.window()
  await expect(window.getByRole('button', { name: 'Get a code' })).toBeVisible()
  expect(await window.locator('html').getAttribute('lang')).toBe('en')
  const log = path.join(desktop.configHome, 'Latchkey/logs/latchkey.log')
  expect(await readFile(log, 'utf8')).toContain('The text in en-XA cannot be read: it is in English')
})

test('without any language it says what to do, and ends', async ({ desktop, simulator, pseudo }) => {
  await rm(pseudo.folder, { recursive: true })
  const { code, boxes } = await startInVain(desktop, simulator.port, pseudo.launch)
  expect(code).toBe(1)
  expect(boxes).toEqual([
    expect.stringMatching(/^Latchkey cannot start\. Its own files cannot be read\. Install it again\. /),
  ])
})

/** Chooses a language in the settings, which are shown, and waits until they are shown in it, where the person was. */
async function choose(window: Page, language: keyof typeof languageNames | 'system') {
  const row = window.getByTestId('open-language')
  await row.click()
  await window.getByTestId('language').locator(`input[value="${language}"]`).click()
  await expect(window.locator('html')).toHaveAttribute('dir', language === 'ar' ? 'rtl' : 'ltr')
  await expect(window.getByTestId('settings')).toBeVisible()
  await expect(row).toBeFocused()
}

async function open(app: RunningApp, tray: Tray, text: Text): Promise<Page> {
  await tray.waitForLabel(text('action.signIn'))
  await tray.activate()
  const window = await app.window()
  await window.getByTestId('sign-in').waitFor()
  return window
}

const newPin = (simulator: Simulator, previous: string) =>
  eventually('a new code', () => {
    const latest = simulator.latestPin()
    return latest?.code !== previous && latest
  })
