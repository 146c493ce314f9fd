import type { Page } from 'playwright'
import english from '../../common/locales/en.json' with { type: 'json' }
import type { RunningApp } from '../world/app.ts'
import { filesHolding, heapHolds } from '../world/leaks.ts'
import { ntlm } from '../world/ntlm.ts'
import { plexSessions } from '../world/network.ts'
import { type Conduct, guard, type Proxy, startProxy } from '../world/proxy.ts'
import { expect, test as base } from '../world/test.ts'
import { windowOf } from '../world/window.ts'
import { moveTime } from '../world/time.ts'
import { longIf } from '../world/rows.ts'

const signIn = 'Sign in to Plex…'
const signedIn = 'Signed in as Ada Lovelace'
const { title } = english.problems['proxy-password']
const { username, password, use } = english.window.proxyLogin

interface Fixtures {
  readonly gate: Proxy
  readonly other: Proxy
}

const proxyFixture = async (
  { simulator }: { readonly simulator: { readonly port: number } },
  use: (proxy: Proxy) => Promise<void>,
) => {
  const proxy = await startProxy(simulator.port)
  await use(proxy)
  await proxy.close()
}

const test = base.extend<Fixtures>({ gate: proxyFixture, other: proxyFixture })

/** A desktop on which Chromium takes the proxy from the environment. */
const through = ({ port }: Proxy) => ({
  environment: { XDG_CURRENT_DESKTOP: 'sway', https_proxy: `http://127.0.0.1:${port}` },
})

const basic = (login: string) => `Proxy-Authorization: Basic ${Buffer.from(login).toString('base64')}\r\n`
const shown = ({ asked }: Proxy) => asked.filter(head => /^proxy-authorization:/im.test(head))

const toBasic = (login: string): Conduct =>
  guard(asked => asked.includes(basic(login)), 'Basic realm="office"')
const toDigest: Conduct = guard(
  asked => /Proxy-Authorization: Digest username="corp\\\\ada", realm="office"/.test(asked),
  'Digest realm="office", nonce="n0nce", qop="auth"',
)

const formOf = (window: Page) => window.getByTestId('proxy-login')

/** What the form says, with the name of the proxy for `{proxy}`. */
const says = (key: 'asks' | 'refused' | 'refused-environment', { port }: Proxy) =>
  english.window.proxyLogin[key].replace('{proxy}', `127.0.0.1:${port}`)

async function enter(window: Page, name: string, secret: string) {
  await formOf(window).getByLabel(username).fill(name)
  await formOf(window).getByLabel(password).fill(secret)
  await formOf(window).getByRole('button', { name: use }).click()
}

for (const [way, conduct] of [
  ['as it is', toBasic('corp\\ada:s:e%é')],
  ['as a digest', toDigest],
  ['in the way of Windows', ntlm('corp\\ada')],
] as const) {
  test(`a proxy that asks gets what is entered for it, ${way}, and the sign-in goes on by itself${longIf(way !== 'as it is')}`, async ({
    launch,
    gate,
    simulator,
    tray,
    person,
  }) => {
    gate.conduct(conduct)
    const app = await launch(through(gate))
    await tray.click(signIn)
    await tray.waitForLabel(title)
    const window = await app.window()
    await expect(formOf(window)).toContainText(says('asks', gate))
    expect(shown(gate)).toEqual([])
    await enter(window, 'corp\\ada', 's:e%é')
    const { code } = await person.waitForCode()
    await expect(formOf(window)).toHaveCount(0)
    person.approve(code)
    await tray.waitForLabel(signedIn)
    const headers = simulator.log.flatMap(entry => Object.keys(entry.headers))
    expect(headers.filter(header => header.includes('authorization'))).toEqual([])
  })
}

test('what a proxy refuses is shown to it once, and the form says so and takes another', async ({
  launch,
  gate,
  simulator,
  tray,
  person,
}) => {
  gate.conduct(toBasic('ada:right'))
  const app = await launch(through(gate))
  await tray.click(signIn)
  const window = await app.window()
  await expect(formOf(window)).toContainText(says('asks', gate))
  await enter(window, 'ada', 'wrong')
  await expect(formOf(window)).toContainText(says('refused', gate))
  // What was typed is asked for again, where the person is.
  await expect(formOf(window).getByLabel(password)).toBeFocused()
  await expect(formOf(window).getByLabel(password)).toHaveValue('')
  await expect(formOf(window).getByLabel(username)).toHaveValue('ada')
  const time = await moveTime(app, simulator)
  for (let round = 0; round < 3; round++) {
    const before = gate.asked.length
    await tray.click(signIn)
    await expect.poll(() => gate.asked.length).toBeGreaterThan(before)
    await time.settle()
    await tray.waitForLabel(title)
    await time.pass(700_000)
  }
  await expect(formOf(window)).toContainText(says('refused', gate))
  expect(shown(gate)).toHaveLength(1)
  expect(shown(gate)[0]).toContain(basic('ada:wrong'))

  await formOf(window).getByLabel(username).fill('ada')
  await formOf(window).getByLabel(password).fill('right')
  await window.keyboard.press('Enter')
  await person.waitForCode()
  expect(shown(gate).filter(head => head.includes(basic('ada:wrong')))).toHaveLength(1)
})

/** Sends the app's requests through another proxy, as the system's settings may at any moment. */
const goThrough = ({ electron }: RunningApp, { port }: Proxy) =>
  electron.evaluate(
    async ({ session }, { names, proxyRules }) => {
      for (const name of names)
        await session.fromPartition(name, { cache: false }).setProxy({ mode: 'fixed_servers', proxyRules })
    },
    { names: [...plexSessions, 'proxy-login'], proxyRules: `http://127.0.0.1:${port}` },
  )

test('another proxy that asks is not told, and is asked about by its own name @long', async ({
  launch,
  gate,
  other,
  tray,
  person,
}) => {
  gate.conduct(toBasic('ada:right'))
  other.conduct(toBasic('bob:other'))
  const app = await launch(through(gate))
  await tray.click(signIn)
  const window = windowOf(app)
  const page = await window.page()
  await enter(page, 'ada', 'right')
  await person.waitForCode()
  await goThrough(app, other)
  gate.drop()
  await expect(formOf(page)).toContainText(says('asks', other))
  await expect(formOf(page).getByLabel(username)).toHaveValue('')
  expect(shown(other)).toEqual([])
  await enter(page, 'bob', 'other')
  await expect(formOf(page)).toHaveCount(0)
  expect(shown(other).every(head => head.includes(basic('bob:other')))).toBe(true)
  await goThrough(app, gate)
  other.drop()
  // What was entered for the first is still known.
  await expect.poll(() => shown(gate).length).toBeGreaterThan(2)
  await window.shows('awaiting-approval')
})

test('it asks again in a window that is opened anew, and leaves the focus where it is', async ({
  launch,
  gate,
  tray,
  person,
}) => {
  gate.conduct(toBasic('ada:right'))
  const app = await launch(through(gate))
  await tray.click(signIn)
  const first = await app.window()
  await enter(first, 'ada', 'wrong')
  await expect(formOf(first)).toContainText(says('refused', gate))
  await Promise.allSettled([first.keyboard.press('Escape')])
  await app.noWindow()
  await tray.click('Open Latchkey')
  const window = await app.window()
  await expect(formOf(window)).toContainText(says('refused', gate))
  await expect(window.getByRole('main')).toBeFocused()
  // Enter presses the button, which asks for what is missing and sends nothing.
  await window.keyboard.press('Enter')
  await expect(formOf(window).getByLabel(username)).toBeFocused()
  await window.keyboard.type('ada')
  await window.keyboard.press('Enter')
  await expect(formOf(window).getByLabel(password)).toBeFocused()
  expect(shown(gate)).toHaveLength(1)
  await window.keyboard.type('right')
  await window.keyboard.press('Enter')
  await person.waitForCode()
})

test.describe('a slow proxy', () => {
  // Polls that it held up come to plex.tv together.
  test.use({ allowedConduct: ['poll-too-fast', 'poll-after-end', 'poll-too-slow', 'two-pollers'] })

  test('is shown what it refuses once, while other requests wait for it too @long', async ({
    launch,
    gate,
    tray,
    person,
  }) => {
    const app = await launch(through(gate))
    const { code } = await person.startSignIn()
    const window = await app.window()
    const conduct = toBasic('ada:right')
    // Longer than two polls are apart.
    gate.conduct((...asked) => setTimeout(() => conduct(...asked), 4_000))
    gate.drop()
    await expect(formOf(window)).toContainText(says('asks', gate), { timeout: 20_000 })
    await enter(window, 'ada', 'wrong')
    await expect(formOf(window)).toContainText(says('refused', gate), { timeout: 20_000 })
    await enter(window, 'ada', 'right')
    await expect(formOf(window)).toHaveCount(0, { timeout: 20_000 })
    expect(shown(gate).filter(head => head.includes(basic('ada:wrong')))).toHaveLength(1)
    gate.conduct(conduct)
    person.approve(code)
    await tray.waitForLabel(signedIn)
  })
})

test('the sign-in that is held and the servers are asked for once the proxy has what it wants', async ({
  launch,
  gate,
  tray,
  person,
}) => {
  const options = through(gate)
  const before = await launch(options)
  await person.signIn()
  await before.quit()
  gate.conduct(toBasic('ada:right'))
  const app = await launch(options)
  await tray.waitForLabel(title)
  await tray.click('Signed in')
  const window = windowOf(app)
  const page = await window.page()
  await enter(page, 'ada', 'right')
  await tray.waitForLabel(signedIn)
  await expect(page.getByText('Grace’s films')).toBeVisible()
  await expect(formOf(page)).toHaveCount(0)

  gate.conduct(toBasic('ada:changed'))
  gate.drop()
  await window.press('Refresh')
  await expect(formOf(page)).toContainText(says('refused', gate))
  await enter(page, 'ada', 'changed')
  await expect(formOf(page)).toHaveCount(0)
  await expect(page.getByText('This list may be out of date')).toHaveCount(0)
})

test('keeps the password out of the page once it is sent, out of the log, every file and the output', async ({
  launch,
  gate,
  tray,
  person,
  desktop,
}) => {
  const sentinel = 'SENTINEL-proxy-7d20b'
  gate.conduct(toBasic(`ada:${sentinel}`))
  const app = await launch(through(gate))
  await tray.click(signIn)
  const window = await app.window()
  await formOf(window).getByLabel(username).fill('Lovelace')
  await formOf(window).getByLabel(password).focus()
  for (const letter of sentinel) await window.keyboard.type(letter)
  expect(await formOf(window).getByLabel(password).inputValue()).toBe(sentinel)
  await window.keyboard.press('Enter')
  await expect(formOf(window)).toContainText(says('refused', gate))
  expect(await window.content()).not.toContain(sentinel)
  await expect(formOf(window).getByLabel(password)).toHaveValue('')
  expect(await heapHolds(window, sentinel)).toBe(false)

  await formOf(window).getByLabel(username).fill('ada')
  await formOf(window).getByLabel(password).focus()
  for (const letter of sentinel) await window.keyboard.type(letter)
  await window.keyboard.press('Enter')
  await person.waitForCode()
  expect(shown(gate).length).toBeGreaterThan(1)
  expect(await heapHolds(window, sentinel)).toBe(false)
  expect(JSON.stringify([await tray.menu(), await tray.tooltip()])).not.toContain(sentinel)
  await person.quit()
  await app.exit()
  expect(app.output()).not.toContain(sentinel)
  for (const written of [sentinel, Buffer.from(`ada:${sentinel}`).toString('base64')])
    expect(await filesHolding(desktop.home, written)).toEqual([])
})
