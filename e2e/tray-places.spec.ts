import { connectToBus } from './bus-connection.ts'
import { eventually } from './eventually.ts'
import { expect, test } from './test.ts'
import { createTray, type Host } from './tray.ts'
import { openXPanel } from './x-panel.ts'

test.describe('a panel', () => {
  test.use({ panel: false })

  for (const host of ['kde', 'gnome', 'xapp'] as const satisfies readonly Host[]) {
    test(`that asks as ${host} does shows the icon and its menu, and drops it at the end`, async ({
      desktop,
      launch,
    }) => {
      const bus = await connectToBus(desktop.environment['DBUS_SESSION_BUS_ADDRESS']!)
      const panel = await createTray(bus, host)
      await panel.open()
      const app = await launch()
      await panel.waitForItem()
      await panel.waitForLabel('Sign in to Plex…')
      expect((await panel.icon()).width).toBeGreaterThan(0)
      await panel.activate()
      await (await app.window()).close()
      await panel.click('Quit Latchkey')
      await app.exit()
      await panel.waitForNoItem()
      bus.close()
    })
  }

  test('of the old kind is one, whenever it comes and goes', async ({ desktop, launch }) => {
    const first = await openXPanel(desktop.environment)
    const app = await launch()
    await eventually('an icon', () => first.docked() === 1)
    // As long as it takes to know that there is no panel.
    await new Promise(resolve => setTimeout(resolve, 2_500))
    expect(await app.windowCount()).toBe(0)
    first.close()
    await app.secondStart()
    const quit = (await app.window()).getByRole('button', { name: 'Quit Latchkey' })
    await expect(quit).toBeVisible()
    const second = await openXPanel(desktop.environment)
    await expect(quit).toBeHidden()
    await eventually('an icon in the next panel', () => second.docked() === 1)
    second.close()
  })
})

test('a panel that goes for good leaves a way to quit in the window, which goes when one is back', async ({
  app,
  tray,
}) => {
  await tray.waitForLabel('Sign in to Plex…')
  await tray.activate()
  const quit = (await app.window()).getByRole('button', { name: 'Quit Latchkey' })
  await expect(quit).toBeHidden()
  for (let round = 0; round < 5; round++) {
    await tray.close()
    await expect(quit).toBeVisible()
    await tray.open()
    await expect(quit).toBeHidden()
    await tray.waitForLabel('Sign in to Plex…')
    expect(tray.itemCount()).toBe(1)
  }
  for (let round = 0; round < 10; round++) {
    await tray.close()
    await tray.open()
  }
  await tray.waitForLabel('Sign in to Plex…')
  await expect.poll(() => tray.itemCount()).toBe(1)
  await tray.close()
  await quit.click()
  expect((await app.exit()).code).toBe(0)
})
