import type { Page } from 'playwright'
import { openWindow } from '../world/open-window.ts'
import { expect, test } from '../world/test.ts'

/** What moves now, or would, by what it is: each animation with its time, and what goes over to another look. */
const motions = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const found = new Set<string>()
    for (const element of document.querySelectorAll('*')) {
      for (const pseudo of [undefined, '::before'] as const) {
        const style = getComputedStyle(element, pseudo)
        const name = `${element.getAttribute('class') ?? element.tagName}${pseudo ?? ''}`
        if (style.animationName !== 'none')
          found.add(`${name}: ${style.animationName} ${style.animationDuration} ${style.animationDelay}`)
        if (style.transitionDuration.split(', ').some(time => time !== '0s')) found.add('something goes over')
      }
    }
    return [...found].toSorted()
  })

const teeth = ['0s', '0.06s', '0.12s', '0.18s'].map(delay => `cell: fill 0.12s ${delay}`).toSorted()
const buttons = 'something goes over'
const expected = {
  'signed out': [buttons],
  'a code': [...teeth, 'pulse: breathe 2s 0s', buttons, 'status: appear 0.22s 0s'],
  trouble: [...teeth, buttons, 'status notice: appear 0.22s 0s'],
  settings: [buttons, 'view page: on 0.22s 0s'],
  'back again': [buttons, 'view home: back 0.22s 0s'],
}

for (const motion of ['no-preference', 'reduce'] as const) {
  test(`what moves where the person has ${motion} of motion`, async ({ app, person, simulator, tray }) => {
    const page = await openWindow(app, tray)
    await page.emulateMedia({ reducedMotion: motion })
    const seen: Record<string, readonly string[]> = {}
    const look = async (sight: keyof typeof expected) => void (seen[sight] = await motions(page))
    await look('signed out')
    const { code } = await person.startSignIn()
    await page.locator('.pulse').waitFor()
    await look('a code')
    const outage = simulator.fault('poll', { kind: 'unavailable' }, Infinity)
    await page.locator('.status.notice').waitFor()
    await look('trouble')
    outage.clear()
    person.approve(code)
    await page.getByTestId('account-menu').waitFor()
    await page.getByTestId('open-settings').click()
    await look('settings')
    await page.getByTestId('back').click()
    await look('back again')
    const none = Object.fromEntries(Object.keys(expected).map(sight => [sight, []]))
    expect(seen).toEqual(motion === 'reduce' ? none : expected)
  })
}

test('the dot breathes by opacity alone, and only while the window is seen', async ({
  app,
  person,
  tray,
}) => {
  const page = await openWindow(app, tray)
  await person.startSignIn()
  await page.locator('.pulse').waitFor()
  const animated = await page
    .locator('.pulse')
    .evaluate(dot =>
      dot
        .getAnimations()
        .flatMap(({ effect }) =>
          (effect as KeyframeEffect).getKeyframes().flatMap(frame => Object.keys(frame)),
        ),
    )
  const timing = ['offset', 'computedOffset', 'easing', 'composite']
  expect([...new Set(animated)].filter(name => !timing.includes(name))).toEqual(['opacity'])
  // A window that nobody sees draws no frames, unless it is told to.
  expect(
    await app.electron.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.backgroundThrottling,
    ),
  ).toBe(true)
})

interface Told {
  /** The colours of the button in which frames were drawn, each once it is another one. */
  readonly drawn: string[]
  /** Whether nothing moves, each time that changes. */
  readonly still: boolean[]
}

/** Notes what is drawn. What begins to go over and is stopped before its first frame is not seen. */
function noteFrames() {
  const told: Told = { drawn: [], still: [] }
  Object.assign(globalThis, { told })
  const button = document.querySelector('.button.primary')!
  const root = document.documentElement
  const note = () => {
    const colour = getComputedStyle(button).backgroundColor
    if (colour !== told.drawn.at(-1)) told.drawn.push(colour)
    requestAnimationFrame(note)
  }
  note()
  new MutationObserver(() => told.still.push(root.hasAttribute('data-theme-changes'))).observe(root, {
    attributeFilter: ['data-theme-changes'],
  })
}

test('changes its theme at once', async ({ app, tray }) => {
  const page = await openWindow(app, tray)
  await app.setColourScheme('light')
  await page.waitForFunction(`matchMedia('(prefers-color-scheme: light)').matches`)
  await page.evaluate(noteFrames)
  await app.setColourScheme('dark')
  const told = () => page.evaluate(() => (globalThis as unknown as { told: Told }).told)
  await expect.poll(async () => (await told()).still).toEqual([true, false])
  // Longer than anything would take to go over.
  await page.waitForTimeout(300)
  expect((await told()).drawn).toHaveLength(2)
})
