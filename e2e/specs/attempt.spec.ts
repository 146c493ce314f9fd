import type { Page } from 'playwright'
import { eventually } from '../world/eventually.ts'
import { wakeUp } from '../world/network.ts'
import { expect, test } from '../world/test.ts'
import { moveTime } from '../world/time.ts'
import type { Simulator } from '../../simulator/server.ts'
import { longIf } from '../world/rows.ts'

const signIn = 'Sign in to Plex…'

/** Seconds that the window shows, less those that plex.tv would tell at the same moment. */
async function difference(window: Page, simulator: Simulator): Promise<number> {
  const [minutes, seconds] = (await window.getByTestId('expiry-timer').innerText()).split(':').map(Number)
  return minutes! * 60 + seconds! - simulator.latestPin()!.expiresIn
}

async function expectTheSameTime(window: Page, simulator: Simulator): Promise<void> {
  await expect
    .poll(async () => Math.abs(await difference(window, simulator)), { intervals: [50] })
    .toBeLessThanOrEqual(1)
}

const mints = (simulator: Simulator) => simulator.log.filter(({ route }) => route === 'mint')

test('shows the time that plex.tv counts, also after ten minutes of sleep', async ({
  app,
  tray,
  person,
  simulator,
}) => {
  const { code } = await person.startSignIn()
  const window = await app.window()
  await expectTheSameTime(window, simulator)
  simulator.advance(600_000)
  expect(await difference(window, simulator)).toBeGreaterThan(590)
  await wakeUp(app)
  await expect(window.getByTestId('expiry-timer')).toHaveText(/^04:5\d$/)
  await expectTheSameTime(window, simulator)
  await tray.waitForLabel(/^Code .{4} – 5 min left$/)

  await window.close()
  await app.noWindow()
  await tray.click('Show window')
  const again = await app.window()
  await expect(again.getByTestId('link-code')).toHaveText(code)
  await expectTheSameTime(again, simulator)
})

for (const [name, days] of [
  ['ahead', 1],
  ['behind', -1],
] as const) {
  test(`shows the right time and signs in with plex.tv’s clock a day ${name}${longIf(name === 'behind')}`, async ({
    app,
    tray,
    person,
    simulator,
  }) => {
    simulator.setSkew(days * 86_400_000)
    const { code } = await person.startSignIn()
    await expectTheSameTime(await app.window(), simulator)
    await expect.poll(() => simulator.latestPin()?.polls.length).toBeGreaterThan(0)
    await expectTheSameTime(await app.window(), simulator)
    person.approve(code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
  })

  test(`shows the right time after this computer’s clock is set an hour ${name}${longIf(name === 'ahead')}`, async ({
    app,
    tray,
    person,
    simulator,
  }) => {
    const { code } = await person.startSignIn()
    const window = await app.window()
    await app.electron.evaluate((_electron, jump) => {
      const now = Date.now.bind(Date)
      Date.now = () => now() + jump
    }, days * 3_600_000)
    await wakeUp(app)
    await expect.poll(() => simulator.latestPin()?.polls.length).toBeGreaterThan(0)
    await expectTheSameTime(window, simulator)
    person.approve(code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
  })
}

test('replaces an expired code by itself three times, says so, and then waits to be asked', async ({
  app,
  tray,
  person,
  simulator,
  window,
}) => {
  const lifeMs = 60_000
  simulator.configure({ lifeSeconds: lifeMs / 1_000 })
  const time = await moveTime(app, simulator)
  await tray.click(signIn)
  const page = await window.page()
  await window.showsCode(/./)
  await window.showsCode(simulator.latestPin()!.code)
  const announced: string[] = []
  await page.exposeFunction('heard', (text: string) => void announced.push(text))
  await page.evaluate(() => {
    const region = document.querySelector('[role=status][aria-live=polite]')!
    const { heard } = globalThis as unknown as { heard: (text: string) => void }
    const report = () => heard(region.textContent)
    new MutationObserver(report).observe(region, { childList: true, characterData: true, subtree: true })
  })
  for (let renewal = 1; renewal <= 3; renewal++) {
    await time.pass(lifeMs)
    await expect.poll(() => mints(simulator).length).toBe(renewal + 1)
    const { code } = simulator.latestPin()!
    await window.showsCode(code)
    await expect(page.getByText('The last code expired; this is a new one.')).toBeVisible()
    await expect
      .poll(() => announced.join('\n'))
      .toContain(`Here is a new code: ${Array.from(code).join(', ')}`)
  }
  await time.pass(lifeMs)
  await window.shows('signed-out', 'expired')
  const asked = mints(simulator).map(({ at }) => at)
  const late = asked.slice(1).map((at, index) => at - asked[index]! - lifeMs)
  expect(late.filter(by => by < 0 || by > 1_000)).toEqual([])

  simulator.configure({ lifeSeconds: 900 })
  await window.press('Get a new code')
  await expect.poll(() => mints(simulator).length).toBe(5)
  const { code } = simulator.latestPin()!
  await window.showsCode(code)
  person.approve(code)
  await time.pass(2_000)
  await tray.waitForLabel('Signed in as Ada Lovelace')
})

test('signs in with a code that was approved in its last second', async ({
  app,
  tray,
  person,
  simulator,
  desktop,
}) => {
  simulator.configure({ lifeSeconds: 6 })
  const { code } = await person.startSignIn()
  await eventually('its last second', () => simulator.latestPin()?.expiresIn === 1)
  const token = person.approve(code)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  expect(await app.windowCount()).toBe(1)
})

test('asks for one code however often it is told to start', async ({ tray, simulator, window }) => {
  await tray.activate()
  const page = await window.page()
  const start = page.getByRole('button', { name: 'Get a code' })
  await expect(start).toBeVisible()
  await page.keyboard.press('a')
  const served = await page.evaluate(async () => {
    const { latchkey } = globalThis as unknown as { latchkey: { signIn: { start(): Promise<void> } } }
    const calls = await Promise.allSettled(Array.from({ length: 100 }, () => latchkey.signIn.start()))
    return calls.filter(({ status }) => status === 'fulfilled').length
  })
  expect(served).toBe(1)
  await window.showsCode(/./)
  await window.showsCode(simulator.latestPin()!.code)
  for (let round = 0; round < 10; round++) {
    await window.press('Cancel')
    await start.click()
  }
  await window.showsCode(simulator.latestPin()!.code)
  expect(mints(simulator)).toHaveLength(1)
})

test('shows the same code when a sign-in is cancelled and started again', async ({
  tray,
  person,
  simulator,
  window,
}) => {
  const { code } = await person.startSignIn()
  await window.press('Cancel')
  await window.shows('signed-out')
  await tray.click(signIn)
  await window.showsCode(code)
  expect(mints(simulator)).toHaveLength(1)
  person.approve(code)
  await tray.waitForLabel('Signed in as Ada Lovelace')
})

test('says that a code was used or refused elsewhere', async ({ person, simulator, window }) => {
  const pin = await person.startSignIn()
  const page = await window.page()
  await expect(page.getByText(/Plex may tell you about a new device named/)).toBeVisible()
  simulator.expire(pin)
  await window.shows('signed-out', 'used-elsewhere')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This code was used or refused elsewhere')
  await expect(page.getByRole('button', { name: 'Get a new code' })).toBeVisible()
})

test('blames the clock when plex.tv’s own answers say that it is wrong', async ({
  person,
  simulator,
  window,
}) => {
  simulator.setSkew(-3 * 86_400_000)
  await person.startSignIn()
  simulator.tls('expired')
  await window.shows('awaiting-approval', 'clock')
  await window.says('This computer’s clock may be wrong')
})
