import type { Parts } from '../world/test.ts'
import { expect, test } from '../world/test.ts'
import { moveTime } from '../world/time.ts'

const signIn = 'Sign in to Plex…'
const title = 'Latchkey missed the end of this code'
/** plex.tv keeps a claimed PIN for ten seconds. */
const claimEnds = 11_000

/** The token is alive at plex.tv, and nobody here has it: the person is told, and led to where it can be ended. */
async function seeWhereItIs({ tray, desktop, simulator }: Pick<Parts, 'tray' | 'desktop' | 'simulator'>) {
  await tray.waitForLabel(title)
  await tray.offersSignIn()
  await tray.waitForLabel('See your devices at Plex')
  expect(simulator.tokens().some(({ alive }) => alive)).toBe(true)
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBeNull()
}

test.describe('a code whose end nobody saw is not called used elsewhere', () => {
  test.use({ allowedConduct: ['poll-too-slow', 'poll-too-fast'] })

  test('after an outage, by window and notification, and after a sleep', async ({
    app,
    tray,
    person,
    simulator,
    desktop,
    notifications,
    window,
  }) => {
    const time = await moveTime(app, simulator)
    const outage = async () => {
      const { code } = await person.startSignIn()
      await time.pass(1_500)
      const down = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
      person.approve(code)
      await time.pass(claimEnds)
      down.clear()
      await time.pass(1_500)
    }

    await outage()
    await seeWhereItIs({ tray, desktop, simulator })
    const page = await window.page()
    await window.shows('signed-out', 'ended-unseen')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
    await window.says('If you approved it, that sign-in did not reach this computer')
    await expect(page.getByRole('button', { name: 'See your devices at Plex' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Get a new code' })).toBeVisible()

    await time.pass(5_000)
    await person.startSignIn()
    await time.pass(1_500)
    person.approve(simulator.latestPin()!.code)
    await time.sleep(claimEnds)
    await time.pass(1_500)
    await seeWhereItIs({ tray, desktop, simulator })

    await time.pass(5_000)
    const { code } = await person.startSignIn()
    await window.close()
    await app.noWindow()
    await person.cancelSignIn()
    await tray.click(signIn)
    await tray.waitForLabel(`Copy code ${code}`)
    await window.close()
    const down = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
    await time.pass(1_500)
    person.approve(code)
    await time.pass(claimEnds)
    down.clear()
    await time.pass(1_500)
    await notifications.waitFor(title)
  })

  test('after a restart', async ({ launch, tray, person, simulator, desktop }) => {
    const first = await launch()
    const { code } = await person.startSignIn()
    await expect.poll(() => desktop.keychain.find('Latchkey', 'unfinished')).toContain(code)
    await first.kill()
    await tray.waitForNoItem()
    person.approve(code)
    simulator.advance(claimEnds)
    await launch()
    await seeWhereItIs({ tray, desktop, simulator })
  })

  test('after a standstill @long', async ({ app, tray, person, simulator, desktop }) => {
    const { code } = await person.startSignIn()
    await expect.poll(() => simulator.latestPin()!.polls.length).toBeGreaterThan(0)
    process.kill(-app.processId, 'SIGSTOP')
    person.approve(code)
    await new Promise(resolve => setTimeout(resolve, claimEnds))
    process.kill(-app.processId, 'SIGCONT')
    await seeWhereItIs({ tray, desktop, simulator })
  })
})
