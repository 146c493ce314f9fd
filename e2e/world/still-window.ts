import path from 'node:path'
import type { ElectronApplication, Page } from 'playwright'
import { expect } from 'playwright/test'
import * as v from 'valibot'
import { AsksView } from '../../common/asks-view.ts'
import { Snapshot } from '../../common/contract.ts'
import { Examined } from '../../common/doctor.ts'
import { channel } from '../../common/names.ts'
import type { Text } from '../../common/text.ts'
import { ASKS_PAGE, PAGE } from '../../main/window/page.ts'
import type { RunningApp } from './app.ts'
import type { LaunchOptions } from './launch.ts'
import { NOW, type Sight } from './sight.ts'

export const themes = ['light', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]

/** A window that is the same however often it is shown: in fonts of its own, and in a time that stands still. */
export interface StillWindow {
  show(sight: Sight): Promise<void>
  /** Pictures of what is shown, as a PNG in the theme. */
  picture(theme: Theme): Promise<Buffer>
  readonly page: Page
}

/** What a person's computer decides, and a test must: which fonts there are, the language and the time zone. */
export const stillLaunch = (language: string): LaunchOptions => ({
  // A corner that is drawn anew in part has other shades than one that is drawn as a whole.
  runtimeArguments: ['--disable-partial-raster'],
  environment: {
    FONTCONFIG_FILE: path.join(__dirname, 'fonts.conf'),
    LANGUAGE: language,
    TZ: 'UTC',
  },
})

const MAIN = { address: PAGE, drawn: 'main[data-state]', size: null }
/** As large as main/window/asks-window.ts makes the window in which a program asks, until its page says how tall it is. */
const ASKS = { address: ASKS_PAGE, drawn: '[role=alertdialog]', size: { width: 420, height: 540 } }

interface Looking {
  readonly zoom: number
  /** High contrast is light or dark as the system is. */
  readonly contrastOn: 'light' | 'dark'
  readonly text: Text
}

/** Takes the window into the test's hands: from now on its page is told only what the test says. */
export async function holdStill(app: RunningApp, { zoom, contrastOn, text }: Looking): Promise<StillWindow> {
  const page = await app.window()
  const told = await tellInPlaceOfMain(app.electron, zoom)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.addInitScript(stopTime, NOW)
  const screen = await page.context().newCDPSession(page)
  let last: Sight['told']
  let revision = 0

  /** As main does, which sends nothing that the page's schema does not describe. */
  const parsed = (next: Sight['told']) => {
    last = next
    const numbered = { ...next, revision: ++revision }
    return 'asking' in numbered ? v.parse(AsksView, numbered) : v.parse(Snapshot, numbered)
  }
  const tell = async (next: Sight['told']) =>
    told.evaluate((main, sent) => main.tell(sent as object), parsed(next))

  return {
    page,
    async show({ told: first, examined, reach }) {
      const found = examined === undefined ? null : v.parse(Examined, await examined(text))
      const own = 'asking' in first ? ASKS : MAIN
      await told.evaluate((main, next) => main.ready(next), { ...own, found, told: parsed(first) as object })
      // Another page has another process, which takes its time.
      await (page.url() === own.address ? page.reload() : page.goto(own.address))
      await page.evaluate(isThere, own.drawn)
      await reach?.({
        tell,
        press: selector => page.evaluate(pressed, selector),
        sees: selector => page.evaluate(isThere, selector),
      })
      // Away from whatever would show that the pointer is on it.
      await page.mouse.move(0, 0)
      await page.evaluate(comeToRest)
    },
    async picture(theme) {
      const scheme = theme === 'contrast' ? contrastOn : theme
      const next = parsed('asking' in last ? { ...last, theme } : inTheme(last, theme)) as object
      await told.evaluate((main, [next, scheme]) => main.tell(next, scheme), [next, scheme] as const)
      const drawn = { scheme, isContrast: theme === 'contrast' }
      expect(await page.evaluate(drawnIn, drawn), 'what moves where no motion is wanted').toEqual([])
      const { data } = await screen.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true })
      return Buffer.from(data, 'base64')
    },
  }
}

const inTheme = (snapshot: Snapshot, theme: Theme): Snapshot => ({
  ...snapshot,
  preferences: { ...snapshot.preferences, theme },
})

function tellInPlaceOfMain(electron: ElectronApplication, zoom: number) {
  const channels = {
    snapshot: channel('snapshot'),
    attach: channel('page.attach'),
    fit: channel('page.fit'),
    examine: channel('doctor.examine'),
  }
  return electron.evaluateHandle(
    ({ BrowserWindow, nativeTheme }, { channels, zoom }) => {
      const window = BrowserWindow.getAllWindows()[0]!
      const { webContents } = window
      const [width = 0, height = 0] = window.getContentSize()
      const send = webContents.send.bind(webContents)
      webContents.send = () => {}
      let last: object
      let found: object | null = null
      for (const name of [channels.attach, channels.examine]) webContents.ipc.removeHandler(name)
      webContents.ipc.handle(channels.attach, () => send(channels.snapshot, last))
      webContents.ipc.handle(channels.examine, () => found)
      webContents.ipc.handle(channels.fit, (_event, tall: number) =>
        window.setContentSize(window.getContentSize()[0]!, tall * zoom),
      )
      webContents.setZoomFactor(zoom)
      return {
        tell(next: object, scheme?: 'light' | 'dark') {
          if (scheme !== undefined) nativeTheme.themeSource = scheme
          last = next
          send(channels.snapshot, next)
        },
        ready(next: Loaded) {
          last = next.told
          found = next.found
          const size = next.size ?? { width, height }
          window.setContentSize(size.width, size.height)
        },
      }
    },
    { channels, zoom },
  )
}

interface Loaded {
  readonly size: { readonly width: number; readonly height: number } | null
  readonly told: object
  readonly found: object | null
}

/** In the page, before its own script: its clocks stand still, while timers and frames go on. And no caret blinks. */
function stopTime(now: number) {
  performance.now = () => 1_000_000_000
  Date.now = () => now
  globalThis.Date = new Proxy(Date, {
    construct: (date, given, as) => Reflect.construct(date, given.length === 0 ? [now] : given, as) as Date,
  })
  const still = new CSSStyleSheet()
  still.replaceSync('* { caret-color: transparent !important }')
  document.adoptedStyleSheets = [still]
}

// Not Playwright's own ways: for each page that is loaded they bring a large script with them.

/** In the page: waits until it is there. */
async function isThere(selector: string): Promise<void> {
  while (document.querySelector(selector) === null) await new Promise(requestAnimationFrame)
}

/** In the page: presses it as soon as it is there. */
async function pressed(selector: string): Promise<void> {
  let button: HTMLElement | null
  while ((button = document.querySelector<HTMLElement>(selector)) === null)
    await new Promise(requestAnimationFrame)
  button.click()
}

/** In the page: waits until what has changed is drawn, with what that leads to. */
async function comeToRest(): Promise<void> {
  await document.fonts.ready
  for (let round = 0; round < 3; round++) {
    await new Promise(requestAnimationFrame)
    await new Promise(resolve => setTimeout(resolve))
  }
}

/** In the page: waits until it is drawn so. Returns what still moves. */
async function drawnIn({ scheme, isContrast }: { scheme: string; isContrast: boolean }): Promise<string[]> {
  const isSo = () =>
    matchMedia(`(prefers-color-scheme: ${scheme})`).matches &&
    document.documentElement.hasAttribute('data-contrast') === isContrast
  do await new Promise(requestAnimationFrame)
  while (!isSo())
  return document.getAnimations().map(({ id }) => id)
}
