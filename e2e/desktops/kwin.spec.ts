import { startKwin } from './kwin.ts'
import { gone, inFront, shown, titles } from './screen.ts'
import { expect, testOn } from './test.ts'
import { waylandStories } from './wayland-stories.ts'
import { windowOf } from '../world/window.ts'

const test = testOn(startKwin)

test('KWin: starts at login into the tray, and the first click brings the window', async ({
  launch,
  shell,
  tray,
}) => {
  await tray.open()
  const app = await launch({ atLogin: true })
  await tray.offersSignIn()
  expect(await titles(shell)).toEqual([])
  await tray.activate()
  await shown(shell)
  await windowOf(app).close()
  await gone(shell)
  await shell.coverWithAnother()
  await tray.activate()
  await inFront(shell)
  await shell.coverWithAnother()
  expect(await app.secondStart()).toMatchObject({ code: 0 })
  await inFront(shell)
  await tray.click('Sign in to Plex…')
  await windowOf(app).code()
})

test('KWin without a tray: a start shows the window, from which it can be quit', async ({
  launch,
  shell,
}) => {
  const app = await launch()
  await shown(shell, 10_000)
  await (await app.window()).getByRole('button', { name: 'Quit Latchkey' }).click()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
})

test.describe(() => {
  test.use({ panel: true })
  waylandStories('KWin', test)
})
