import { drawn, gone, shown, titles } from './screen.ts'
import { expect, testOn } from './test.ts'
import { startWeston } from './weston.ts'
import { windowOf } from '../world/window.ts'

const test = testOn(startWeston)

test('weston, which has no tray: a start shows the window, and so does the next', async ({
  launch,
  shell,
  picture,
}) => {
  const app = await launch()
  await shown(shell, 10_000)
  await drawn(shell)
  await picture('window')
  await windowOf(app).close()
  await gone(shell)
  expect(await app.secondStart()).toMatchObject({ code: 0 })
  await shown(shell)
  await (await app.window()).getByRole('button', { name: 'Quit Latchkey' }).click()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
})

test('weston, which has no tray: a start at login shows no window, and the next start does', async ({
  launch,
  shell,
}) => {
  const app = await launch({ atLogin: true })
  await app.electron.evaluate(({ app: started }) => started.whenReady().then(() => undefined))
  expect(await titles(shell)).toEqual([])
  expect(await app.secondStart()).toMatchObject({ code: 0 })
  await shown(shell)
})
