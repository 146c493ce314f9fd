import { connectToBus } from '../world/bus-connection.ts'
import { eventually } from '../world/eventually.ts'
import { expect, test } from '../world/test.ts'
import { windowOf } from '../world/window.ts'
import { createTray, type Host } from '../world/tray.ts'
import { openXPanel } from '../world/x-panel.ts'

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
      await panel.offersSignIn()
      expect((await panel.icon()).width).toBeGreaterThan(0)
      await panel.activate()
      await windowOf(app).close()
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
    const third = await openXPanel(desktop.environment)
    await eventually('an icon in the panel that took over', () => third.docked() === 1)
    second.close()
    await app.electron.evaluate(() => 'what comes of its end has been read')
    await expect(quit).toBeHidden()
    expect(third.docked()).toBe(1)
    third.close()
  })
})

test('a panel that goes for good leaves a way to quit in the window, which goes when one is back', async ({
  app,
  tray,
}) => {
  await tray.activate()
  const quit = (await app.window()).getByRole('button', { name: 'Quit Latchkey' })
  await expect(quit).toBeHidden()
  for (let round = 0; round < 5; round++) {
    await tray.close()
    await expect(quit).toBeVisible()
    await tray.open()
    await expect(quit).toBeHidden()
    await tray.offersSignIn()
    expect(tray.itemCount()).toBe(1)
  }
  for (let round = 0; round < 10; round++) {
    await tray.close()
    await tray.open()
  }
  await tray.offersSignIn()
  await expect.poll(() => tray.itemCount()).toBe(1)
  await tray.close()
  await quit.click()
  expect((await app.exit()).code).toBe(0)
})
