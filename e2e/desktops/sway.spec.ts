import { startSwayShell } from './sway.ts'
import { waylandStories } from './wayland-stories.ts'
import { drawn, gone, icon, shown, titles } from './screen.ts'
import { expect, testOn } from './test.ts'
import { windowOf } from '../world/window.ts'

const test = testOn(desktop => startSwayShell(desktop))

test('sway with waybar: starts at login into the tray, and the first click brings the window', async ({
  launch,
  shell,
  picture,
}) => {
  const app = await launch({ atLogin: true })
  const where = await icon(shell)
  expect(await titles(shell)).toEqual([])
  await picture('started')
  await shell.click(where)
  await shown(shell)
  await drawn(shell)
  await picture('window')
  await windowOf(app).close()
  await gone(shell)
  await shell.click(await icon(shell))
  await shown(shell)
})

test('sway with waybar: comes back into a bar that starts anew', async ({ launch, shell }) => {
  await launch()
  await icon(shell)
  await shell.restartPanel()
  await shell.click(await icon(shell))
  await shown(shell)
})

waylandStories('sway with waybar', test)
