import type { RunningApp } from '../world/app.ts'
import { eventually } from '../world/eventually.ts'
import { olderPanel, panels, xfce } from './panel-kinds.ts'
import { startPanel } from './panels.ts'
import { restingPicture } from './screenshot.ts'
import { AT_ONCE_MS, drawn, gone, icon, inFront, shown, titles } from './screen.ts'
import { expect, testOn } from './test.ts'
import { windowOf } from '../world/window.ts'

const wholeScreen = { x: 0, y: 0, width: 1280, height: 800 }

for (const kind of [...panels, olderPanel]) {
  const test = testOn(desktop => startPanel(desktop, kind))

  test(`${kind.name}: starts at login into the tray, and a click brings the window to the front`, async ({
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
    await shell.coverWithAnother()
    await shell.click(await icon(shell))
    await inFront(shell)
    await windowOf(app).close()
    await gone(shell)
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await inFront(shell)
    await shell.coverWithAnother()
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await inFront(shell)
    await picture('second-start')
  })

  test(`${kind.name}: comes back into a panel that starts anew, and can be quit without one`, async ({
    launch,
    shell,
    picture,
  }) => {
    const app = await launch()
    await icon(shell)
    expect(await titles(shell)).toEqual([])
    await shell.endPanel()
    await shell.startPanel()
    await shell.click(await icon(shell))
    await shown(shell)
    const window = await app.window()
    const quit = window.getByRole('button', { name: 'Quit Latchkey' })
    await expect(quit).toHaveCount(0)
    await shell.endPanel()
    await expect(quit).toBeVisible()
    await picture('without-panel')
    await quit.click()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
  })

  test(`${kind.name}: has one icon on the last of several panels, which came while the app stood still or not`, async ({
    launch,
    shell,
  }) => {
    const { processId } = await launch()
    const where = await icon(shell)
    const startAnew = async () => {
      await shell.endPanel()
      await shell.startPanel()
    }
    for (let round = 0; round < 3; round++) {
      process.kill(processId, 'SIGSTOP')
      await startAnew()
      process.kill(processId, 'SIGCONT')
      await expect.poll(() => icon(shell)).toEqual(where)
    }
    for (let round = 0; round < 3; round++) await startAnew()
    await expect.poll(() => icon(shell)).toEqual(where)
  })

  test(`${kind.name}: signs in beside a panel that stands still`, async ({
    launch,
    shell,
    simulator,
    desktop,
  }) => {
    const app = await launch()
    await icon(shell)
    shell.pausePanel()
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await shown(shell)
    const window = await app.window()
    const clicked = performance.now()
    await window.getByRole('button', { name: 'Get a code' }).click()
    await expect(window.getByTestId('link-code')).toBeVisible()
    expect(performance.now() - clicked).toBeLessThan(AT_ONCE_MS)
    const token = simulator.claim(simulator.latestPin()?.code ?? '')
    await expect(window.getByTestId('sign-in')).toHaveAttribute('data-state', 'signed-in')
    await expect.poll(() => desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
    shell.resumePanel()
    await eventually('the icon', () => shell.icon())
  })
}

for (const [windowManager, kind] of Object.entries({ xfwm4: xfce, openbox: olderPanel })) {
  const test = testOn(desktop => startPanel(desktop, kind))

  test(`${windowManager}: has a button that makes the window as large as the screen only if it does`, async ({
    launch,
    shell: { screen },
    shell,
    picture,
  }) => {
    const app = await launch()
    await icon(shell)
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await shown(shell)
    const actions = await eventually('what the window manager allows', async () => {
      const told = await screen.properties('Latchkey', '_NET_WM_ALLOWED_ACTIONS')
      return told.includes(' = ') && told
    })
    const offered = actions.includes('MAXIMIZE_HORZ')
    const before = await screen.widthOf('Latchkey')
    await screen.pressTitleTwice('Latchkey')
    if (offered)
      await eventually('a larger window', async () => (await screen.widthOf('Latchkey')) > 2 * before)
    await restingPicture(screen.look, wholeScreen)
    if (!offered) expect(await screen.widthOf('Latchkey')).toBe(before)
    await picture('pressed-twice')
  })
  test(`${windowManager}: has the window where it was left, after ten restarts in which nobody touched it`, async ({
    launch,
    shell: { screen },
    shell,
  }) => {
    const open = async () => {
      const app = await launch()
      expect(await app.secondStart()).toMatchObject({ code: 0 })
      await shown(shell)
      // What changes before is the desktop's doing.
      await new Promise(resolve => setTimeout(resolve, 700))
      return app
    }
    const close = async (app: RunningApp) => {
      await app.quit()
      await gone(shell)
    }
    const first = await open()
    const before = await screen.frameOf('Latchkey')
    await screen.dragTitle('Latchkey', { x: 150, y: 40 })
    await expect
      .poll(() => screen.frameOf('Latchkey'))
      .toEqual({ ...before, x: before.x + 150, y: before.y + 40 })
    const moved = await screen.frameOf('Latchkey')
    await close(first)
    for (let time = 0; time < 10; time++) {
      const app = await open()
      expect(await screen.frameOf('Latchkey')).toEqual(moved)
      await close(app)
    }
  })
}
