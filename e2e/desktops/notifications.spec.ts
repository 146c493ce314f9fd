import { eventually } from '../world/eventually.ts'
import { notificationServices } from './notification-services.ts'
import { expect, testOn } from './test.ts'
import { windowOf } from '../world/window.ts'

/** Fewer would be a speck. */
const ICON_PIXELS = 100

for (const { name, start } of notificationServices) {
  const test = testOn(start)

  test(`${name}: shows that the person is signed in, with the app's icon and the name as it is`, async ({
    launch,
    shell,
    item,
    person,
    simulator,
    picture,
    tray,
  }) => {
    if (!shell.hasTray) await tray.open()
    const app = await launch()
    await item.offersSignIn()
    const { code } = await person.startSignIn()
    await windowOf(app).close()
    await app.noWindow()
    person.approve(code, simulator.account({ title: 'Tom & <Ann>' }))
    await item.waitForLabel('Signed in as Tom & <Ann>')
    await eventually('the icon in the notification', async () => (await shell.iconPixels()) > ICON_PIXELS, {
      seen: () => shell.iconPixels(),
    })
    await picture('notification')
    // Each of these services reads the body as markup.
    const { lastBody } = shell
    if (lastBody !== null) await expect.poll(lastBody).toBe('Signed in as Tom &amp; &lt;Ann&gt;.')
  })

  test(`${name}: nothing waits for it while it stands still`, async ({
    launch,
    shell,
    item,
    person,
    tray,
  }) => {
    if (!shell.hasTray) await tray.open()
    const app = await launch()
    await item.offersSignIn()
    const { code } = await person.startSignIn()
    await windowOf(app).close()
    await app.noWindow()
    shell.pauseService()
    person.approve(code)
    await item.waitForLabel('Signed in as Ada Lovelace')
    await item.click('Signed in as Ada Lovelace')
    await expect((await app.window()).getByText('Ada Lovelace')).toBeVisible()
    shell.resumeService()
  })
}
