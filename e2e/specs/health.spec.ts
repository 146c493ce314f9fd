import { expect, health, signedIn } from '../world/health.ts'
import { moveTime } from '../world/time.ts'
import { goOffline, setOnline } from '../world/network.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** plex.tv is asked no more often than this. */
const leastBetweenChecks = 5 * minute
const confirmRefusal = 10_000

const service = 'Latchkey'
const account = 'plex-token'
const signIn = 'Sign in to Plex…'

const refusal = JSON.stringify({
  errors: [{ code: 1001, message: 'User could not be authenticated', status: 401 }],
})

health('asks plex.tv at every start whose the token is', async ({ scene, launch, tray, person }) => {
  const first = scene.count()
  await person.quit()
  await scene.app.exit()
  await launch()
  await tray.waitForLabel(signedIn)
  expect([first, scene.count()]).toEqual([1, 2])
})

health(
  'tries again in silence after a start without plex.tv, less and less often',
  async ({ scene, launch, tray, person, simulator, notifications }) => {
    await person.quit()
    await scene.app.exit()
    const outage = simulator.fault('user', { kind: 'unavailable' }, Infinity)
    const app = await launch()
    await tray.waitForLabel('plex.tv is having trouble')
    const time = await moveTime(app, simulator)
    // The first of them was due before time was moved.
    await expect.poll(scene.count).toBe(3)
    await time.settle()
    await time.pass(hour)
    const moments = scene.checks().map(({ at }) => at)
    const pauses = moments.slice(2).map((at, index) => (at - moments[index + 1]!) / 1_000)
    const expected = pauses.map((_pause, index) => Math.min(5 * 2 ** index, 300))
    expect(pauses.length).toBeGreaterThanOrEqual(16)
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThan(expected[index]! * 0.9 - 0.1)
      expect(pause).toBeLessThan(expected[index]! * 1.1 + 1)
    }
    expect(await app.windowCount()).toBe(0)
    expect(notifications.all()).toEqual([])
    outage.clear()
    await time.pass(6 * minute)
    await tray.waitForLabel(signedIn)
    expect(await tray.labels()).not.toContain('plex.tv is having trouble')
  },
)

health('asks once a day, and not always at the same hour', async ({ scene: { time, checks } }) => {
  await time.pass(8 * day)
  const moments = checks().map(({ at }) => at)
  const pauses = moments.slice(1).map((at, index) => (at - moments[index]!) / hour)
  expect(pauses.length).toBeGreaterThanOrEqual(7)
  expect(Math.min(...pauses)).toBeGreaterThan(21)
  expect(Math.max(...pauses)).toBeLessThan(27)
  expect(new Set(pauses.map(pause => pause.toFixed(1))).size).toBeGreaterThan(1)
})

health('asks when the computer wakes up from hours of sleep, and not after a nap', async ({ scene }) => {
  const { time, count } = scene
  await time.sleep(minute)
  await time.pass(hour)
  expect(count()).toBe(1)
  await time.sleep(3 * hour)
  await time.pass(15_000)
  expect(count()).toBe(2)
})

health('asks once in five minutes, however often “Check now” is clicked', async ({ scene, tray }) => {
  const { time, count } = scene
  const seen = [count()]
  const click = async (times: number) => {
    for (let click = 0; click < times; click++) await tray.click('Check now')
    await time.settle()
    seen.push(count())
  }
  await click(20)
  await time.pass(leastBetweenChecks)
  await click(100)
  await time.pass(leastBetweenChecks)
  await click(1)
  expect(seen).toEqual([1, 1, 2, 3])
})

health('asks as soon as the network is back', async ({ scene, tray }) => {
  const { app, time, count } = scene
  await time.pass(3 * hour)
  const goOnline = await goOffline(app)
  await setOnline(app, false)
  await tray.click('Check now')
  // Until the app itself would wait five minutes for its next try.
  await time.pass(30 * minute)
  await tray.waitForLabel('Plex cannot be reached, last confirmed 3 h ago')
  await tray.waitForLabel('You are offline')
  await tray.waitForLabel(signedIn)
  expect(count()).toBe(1)
  await goOnline()
  await setOnline(app, true)
  await time.pass(20_000)
  await expect.poll(() => tray.labels()).not.toContain('You are offline')
  expect(count()).toBe(2)
})

health(
  'keeps a token that plex.tv refuses once and then takes',
  async ({ scene, tray, simulator, desktop, notifications }) => {
    const { time, count, token } = scene
    await time.pass(leastBetweenChecks)
    const icon = await tray.icon()
    simulator.fault('user', { kind: 'status', status: 401, body: refusal, contentType: 'application/json' })
    await tray.click('Check now')
    await expect.poll(count).toBe(2)
    await time.settle()
    await time.pass(confirmRefusal - 1_000)
    expect(count()).toBe(2)
    await time.pass(2_000)
    expect(count()).toBe(3)
    await time.pass(hour)
    expect({
      requests: count(),
      labels: (await tray.labels()).filter(label => label === signedIn || label === signIn),
      icon: await tray.icon(),
      token: await desktop.keychain.find(service, account),
      notifications: notifications.all(),
    }).toEqual({ requests: 3, labels: [signedIn], icon, token, notifications: [] })
  },
)

health(
  'says that Plex has ended the sign-in, once, and signs in again with one click',
  async ({ scene, tray, person, simulator, desktop, notifications }) => {
    const { time, count, token } = scene
    await time.pass(leastBetweenChecks)
    const icon = await tray.icon()
    simulator.revoke(token)
    await tray.click('Check now')
    await expect.poll(count).toBe(2)
    await time.settle()
    await tray.waitForLabel(signedIn)
    await time.pass(confirmRefusal + 1_000)
    await tray.waitForLabel('Plex has ended your sign-in')
    await expect.poll(() => desktop.keychain.find(service, account)).toBeNull()
    await time.settle()
    const requests = simulator.log.length
    await time.pass(3 * day)
    await time.sleep(day)
    expect(await tray.icon()).not.toEqual(icon)
    expect({
      checks: count(),
      more: simulator.log.length - requests,
      notifications: notifications.all().map(({ title, body }) => ({ title, body })),
    }).toEqual({
      checks: 3,
      more: 0,
      notifications: [
        { title: 'Plex has ended your sign-in', body: 'Sign in again from the Latchkey menu.' },
      ],
    })

    const fresh = await person.signIn(undefined, { time })
    expect(await desktop.keychain.find(service, account)).toBe(fresh)
    expect(await tray.labels()).not.toContain('Plex has ended your sign-in')
  },
)
