import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { askingScript } from '../world/asking-script.ts'
import { asksWindowOf } from '../world/asks-window.ts'
import type { RunningApp } from '../world/app.ts'
import type { LaunchOptions } from '../world/launch.ts'
import { startSway, type Sway } from '../world/sway.ts'
import { expect, type Parts, test as base } from '../world/test.ts'
import { cover, everyWayIn, gone, seen } from '../world/wayland-checks.ts'
import { startWeston } from '../world/weston.ts'

interface OnSway {
  layout: Parameters<typeof startSway>[0]
  sway: Sway
  /** Starts the app there. */
  start: (options?: LaunchOptions) => ReturnType<Parts['launch']>
}

const test = base.extend<OnSway>({
  layout: ['floating', { option: true }],
  sway: async ({ layout }, use) => {
    const sway = await startSway(layout)
    await use(sway)
    await sway.stop()
  },
  start: async ({ sway, launch }, use) => {
    await use(({ arguments: more = [], ...rest } = {}) =>
      launch({ ...sway.launch, ...rest, arguments: [...(sway.launch.arguments ?? []), ...more] }),
    )
  },
})

const close = ({ electron }: RunningApp): Promise<void> =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())

test('opens at the first click, and comes before other windows at every way in', async ({
  start,
  sway,
  tray,
}) => {
  const app = await start()
  await tray.offersSignIn()
  await everyWayIn(sway, app, tray)
})

test('opens each time that it was closed, as large as it was left, also after a restart', async ({
  start,
  sway,
  tray,
  person,
}) => {
  const app = await start()
  await tray.offersSignIn()
  for (let time = 0; time < 5; time++) {
    await tray.activate()
    await seen(sway)
    await close(app)
    await gone(sway)
  }
  const size = async (shown: RunningApp) => (await shown.window()).evaluate(() => [innerWidth, innerHeight])
  await tray.activate()
  await seen(sway)
  const usual = await size(app)
  // What changes before is the desktop's doing.
  await new Promise(resolve => setTimeout(resolve, 700))
  await sway.resize(560, 700)
  await expect.poll(() => size(app)).not.toEqual(usual)
  const sized = await size(app)
  await person.quit()
  await app.exit()
  const next = await start()
  await tray.offersSignIn()
  await tray.activate()
  await seen(sway)
  await expect.poll(() => size(next)).toEqual(sized)
})

test('opens although the graphics process ends while it does', async ({ start, sway, tray }) => {
  const app = await start()
  await tray.offersSignIn()
  for (let time = 0; time < 3; time++) {
    await tray.activate()
    await app.electron.evaluate(({ app: running }) => {
      for (const { type, pid } of running.getAppMetrics()) if (type === 'GPU') process.kill(pid, 'SIGKILL')
    })
    await seen(sway)
    await close(app)
    await gone(sway)
  }
})

test('shrinks with its screen, which is not how the person left it, and outlives it', async ({
  start,
  sway,
  tray,
  person,
  desktop,
}) => {
  const app = await start()
  await tray.offersSignIn()
  await tray.activate()
  await seen(sway)
  // What changes before is the desktop's doing, whatever it is.
  await new Promise(resolve => setTimeout(resolve, 700))
  await sway.screen('resolution 800x480')
  const window = await app.window()
  await expect.poll(() => window.evaluate(() => innerHeight)).toBeLessThanOrEqual(480)
  await sway.screen('disable')
  await tray.activate()
  await close(app)
  await tray.activate()
  await sway.screen('enable')
  await tray.activate()
  await seen(sway)
  await person.quit()
  await app.exit()
  expect(await readdir(path.join(desktop.configHome, 'Latchkey'))).not.toContain('window.json')
})

const layouts = {
  floating: { says: 'asks in a window as tall as the question', isWhole: true },
  // Two windows share 800 pixels.
  tiles: { says: 'asks in no more than its tile, where the rest can be scrolled to', isWhole: false },
} as const

for (const layout of ['floating', 'tiles'] as const) {
  test.describe(layout, () => {
    test.use({ layout })
    const { says, isWhole } = layouts[layout]

    test(says, async ({ start, sway, tray, person, desktop }) => {
      const app = await start()
      await tray.offersSignIn()
      await person.signIn()
      await seen(sway)
      const asks = asksWindowOf(app)
      const ended = askingScript(desktop, 'backup.cjs', 'backup').ask()
      await asks.asksFor('backup')
      const page = await asks.page()
      await expect(page.getByTestId('answer-allow')).toBeEnabled()
      const heights = () =>
        page.evaluate(() => [innerHeight, Math.ceil(document.getElementById('root')!.clientHeight)] as const)
      await expect
        .poll(async () => {
          const [seen, whole] = await heights()
          return [seen < 400, Math.abs(seen - whole) <= 4]
        })
        .toEqual([!isWhole, isWhole])
      await asks.answer('not-now')
      await ended
    })
  })
}

test.describe('without a tray', () => {
  test.use({ panel: false })

  test('shows itself at once, and again at a second start', async ({ start, sway }) => {
    const app = await start()
    await seen(sway)
    await cover(sway)
    await app.secondStart()
    await seen(sway)
  })

  test('does not show itself when it is started at login', async ({ start, sway }) => {
    const app = await start({ arguments: ['--hidden'] })
    await app.secondStart()
    expect(await app.windowCount()).toBe(0)
    expect(await sway.windows()).toEqual([])
  })
})

test('notifies while no window is open, and asks in one', async ({
  start,
  sway,
  tray,
  person,
  notifications,
}) => {
  const app = await start()
  const { code } = await person.startSignIn()
  await seen(sway)
  await person.cancelSignIn()
  await close(app)
  await gone(sway)
  person.approve(code)
  const { id } = await notifications.waitFor('You approved a sign-in that you had cancelled')
  notifications.invoke(id)
  await seen(sway)
  const asked = (await app.window()).getByTestId('late-claim')
  await asked.getByRole('button', { name: 'Keep it' }).click()
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(notifications.all()).toHaveLength(1)
})

test('copies the code, or has the person copy it, and says what it knows', async ({
  start,
  sway,
  tray,
  person,
}) => {
  const app = await start()
  await sway.copyElsewhere('before')
  const { code } = await person.startSignIn()
  const ask = async () => {
    await tray.click(`Copy code ${code}`)
    await seen(sway)
    const window = await app.window()
    await window.getByRole('button', { name: 'Press Ctrl+C to copy' }).waitFor()
    expect(await window.evaluate(() => String(getSelection()))).toBe(code)
    expect(await sway.clipboard()).toBe('before')
    return window
  }

  await cover(sway)
  const first = await ask()
  // A virtual keyboard may be so new that its first press is not understood.
  await expect(async () => {
    await sway.press('-M', 'ctrl', 'c')
    await first.getByRole('button', { name: 'Copied' }).waitFor({ timeout: 1_000 })
  }).toPass()
  await expect.poll(() => sway.clipboard()).toBe(code)

  await sway.copyElsewhere('before')
  await expect.poll(() => sway.clipboard()).toBe('before')
  await close(app)
  await gone(sway)
  const second = await ask()
  await sway.press('-k', 'Tab')
  await sway.press('-k', 'Return')
  await second.getByRole('button', { name: 'Copied' }).waitFor()
  await expect.poll(() => sway.clipboard()).toBe(code)
})

test('can take off the clipboard what it has put there, also behind another window', async ({
  start,
  sway,
  tray,
  person,
}) => {
  const app = await start()
  const { code } = await person.startSignIn()
  await tray.click(`Copy code ${code}`)
  await seen(sway)
  const window = await app.window()
  await window.getByRole('button', { name: 'Press Ctrl+C to copy' }).waitFor()
  await expect(async () => {
    await sway.press('-M', 'ctrl', 'c')
    await window.getByRole('button', { name: 'Copied' }).waitFor({ timeout: 1_000 })
  }).toPass()
  await expect.poll(() => sway.clipboard()).toBe(code)
  await cover(sway)
  expect(await app.clipboard()).toBe(code)
  await app.electron.evaluate(({ clipboard }) => clipboard.clear())
  await expect.poll(() => sway.clipboard()).toBe('')
})

base('opens at the first click on weston, where nobody gives it the focus', async ({ launch, tray }) => {
  const weston = await startWeston()
  try {
    await launch(weston.launch)
    await tray.offersSignIn()
    await tray.activate()
    await seen(weston, { focused: false })
  } finally {
    await weston.stop()
  }
})
