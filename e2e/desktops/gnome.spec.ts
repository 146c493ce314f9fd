import { eventually } from '../world/eventually.ts'
import { startGnomeShell } from './gnome-shell.ts'
import { drawn, gone, icon, inFront, shown, titles } from './screen.ts'
import { tealPixels } from './screenshot.ts'
import { expect, testOn } from './test.ts'
import { waylandStories } from './wayland-stories.ts'
import { windowOf } from '../world/window.ts'

const belowPanel = { x: 0, y: 40, width: 1280, height: 760 }

const test = testOn(desktop => startGnomeShell(desktop, { indicators: true }))

test('GNOME Shell with tray icons: starts at login into the panel, and the first choice in its menu brings the window', async ({
  launch,
  shell,
  picture,
}) => {
  const app = await launch({ atLogin: true })
  await icon(shell)
  expect(await titles(shell)).toEqual([])
  await picture('started')
  await shell.choose('Sign in to Plex…')
  await shown(shell)
  const window = await app.window()
  await expect(window.getByTestId('link-code')).toBeVisible()
  await picture('window')
  await window.close()
  await gone(shell)
  await shell.choose('Show window')
  await shown(shell)
  await shell.choose('Quit Latchkey')
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  await eventually('a panel without the icon', async () => (await shell.icon()) === null)
})

test('GNOME Shell with tray icons: notifies by its own service, with the icon and the words', async ({
  launch,
  shell,
  item,
  person,
  simulator,
  picture,
}) => {
  const app = await launch()
  await item.offersSignIn()
  const { code } = await person.startSignIn()
  await windowOf(app).close()
  await app.noWindow()
  await shell.forgetNotifications()
  person.approve(code, simulator.account({ title: 'Tom & <Ann>' }))
  await eventually(
    'the notification',
    async () => (await shell.notifications()).some(texts => texts.includes('Signed in as Tom & <Ann>.')),
    { seen: () => shell.notifications() },
  )
  await eventually('its icon on the screen', async () => tealPixels(await shell.look(), belowPanel) > 100, {
    every: 200,
  })
  await picture('notification')
})

test('GNOME Shell with tray icons: comes back with the extension, which every lock of the screen takes away', async ({
  launch,
  shell,
}) => {
  await launch()
  await icon(shell)
  await shell.showIndicators(false)
  await eventually('a panel without the icon', async () => (await shell.icon()) === null)
  await shell.showIndicators(true)
  await shell.choose('Open Latchkey')
  await shown(shell)
})

waylandStories('GNOME Shell with tray icons', test)

const plain = testOn(desktop => startGnomeShell(desktop, { indicators: false }))

plain(
  'GNOME Shell without tray icons: a start shows the window, in high contrast where that is chosen, and it can be quit from it',
  async ({ launch, shell, picture }) => {
    const app = await launch()
    await shown(shell, 10_000)
    await drawn(shell)
    await picture('window')
    const window = await app.window()
    const page = window.locator('html')
    // Whoever asks the portal before its other part is there learns nothing, and no change tells of it later.
    await shell.startPortal('asked')
    await shell.setHighContrast(true)
    await shell.startPortal('knowing')
    await expect(page).toHaveAttribute('data-contrast', '')
    await picture('high-contrast')
    await shell.setHighContrast(false)
    await expect(page).not.toHaveAttribute('data-contrast')
    await shell.setHighContrast(true)
    await expect(page).toHaveAttribute('data-contrast', '')
    await window.close()
    await gone(shell)
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await inFront(shell)
    await (await app.window()).getByRole('button', { name: 'Quit Latchkey' }).click()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
  },
)

plain(
  'GNOME Shell without tray icons: a start at login shows none, and the next start does',
  async ({ launch, shell }) => {
    const app = await launch({ atLogin: true })
    await app.electron.evaluate(({ app: started }) => started.whenReady().then(() => undefined))
    expect(await titles(shell)).toEqual([])
    expect(await app.secondStart()).toMatchObject({ code: 0 })
    await inFront(shell)
    expect(await titles(shell)).toEqual(['Latchkey'])
  },
)
