import { mkdir, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright'
import type { SignInView } from '../../common/sign-in-view.ts'
import type { RunningApp } from '../world/app.ts'
import type { MenuItem } from '../world/dbus-menu.ts'
import { asksWindowOf } from '../world/asks-window.ts'
import type { Tray } from '../world/tray.ts'

/** What the window must show while its picture is taken. */
export interface Sight {
  /** Begins the names of its files. */
  readonly name: string
  readonly state: SignInView['kind']
  /** Empty where there is none. */
  readonly problem: string
}

/** Pictures of the window, and what the tray's menu says beside each. */
export interface Album {
  /** Waits for the sight, takes it in light and dark, and makes sure that it was still there at the end. */
  take(sight: Sight, app: RunningApp, shown?: Shown): Promise<void>
  /** The same of the window in which a program asks. */
  takeQuestion(name: string, app: RunningApp, shown?: Shown): Promise<void>
  count(): number
  /** Writes the menus down, sorted as the pictures are. */
  finish(): Promise<void>
}

/** What stands where something differs from run to run, by what is around it; what there is more of is left out. */
export type Shown = Readonly<Record<string, readonly string[]>>

interface Options {
  /** Is emptied first. */
  readonly folder: string
  readonly tray: Tray
  /** Stands in the pictures where the name of this computer would. */
  readonly deviceName?: string
  readonly onTaken?: (name: string) => void
}

/** Fills a folder with pictures. */
export async function createAlbum({ folder, tray, deviceName, onTaken }: Options): Promise<Album> {
  const menus = new Map<string, string>()
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })

  async function inBothSchemes(name: string, app: RunningApp, page: Page) {
    for (const scheme of ['light', 'dark'] as const) {
      await app.setColourScheme(scheme)
      await page.waitForFunction(`matchMedia('(prefers-color-scheme: ${scheme})').matches`)
      await page.screenshot({ path: path.join(folder, `${name}-${scheme}.png`), animations: 'disabled' })
    }
  }

  /** Whether the computer's name was there. */
  async function disguise(name: string, page: Page): Promise<boolean> {
    if (deviceName === undefined) return true
    const wasThere = await rename(page, deviceName)
    const text = String(await page.evaluate('document.body.innerText'))
    if (text.split(/[^\w.-]/).includes(hostname())) throw new Error(`${name} shows the name of this computer`)
    return wasThere
  }

  return {
    async take({ name, state, problem }, app, shown = {}) {
      const page = await app.window()
      const sight = page.locator(`[data-testid=sign-in][data-state="${state}"][data-problem="${problem}"]`)
      await sight.waitFor()
      // Away from whatever would show that the pointer is on it.
      await page.mouse.move(0, 0)
      if (!(await disguise(name, page)) && showsDevice(state, problem))
        throw new Error('the name of this computer is not where it is looked for')
      await putInPlace(page, shown)
      await inBothSchemes(name, app, page)
      menus.set(name, describe(await tray.tooltip(), await tray.menu()))
      if ((await sight.count()) === 0) throw new Error(`${name} was over before its pictures were taken`)
      onTaken?.(name)
    },
    async takeQuestion(name, app, shown = {}) {
      const page = await asksWindowOf(app).page()
      const answersCount = () => page.locator('[data-testid=answer-once]:not([aria-disabled])').waitFor()
      await answersCount()
      await page.mouse.move(0, 0)
      await disguise(name, page)
      await putInPlace(page, shown)
      // What stands there now may be taller: the window grows, and no answer counts for a moment.
      await page.waitForTimeout(300)
      await answersCount()
      await inBothSchemes(name, app, page)
      menus.set(name, describe(await tray.tooltip(), await tray.menu()))
    },
    count: () => menus.size * 2,
    async finish() {
      const chapters = [...menus].toSorted(([left], [right]) => (left < right ? -1 : 1))
      const text = chapters.map(([name, menu]) => `${name}\n${menu}`).join('\n')
      await writeFile(path.join(folder, 'menu.txt'), text)
    },
  }
}

const showsDevice = (state: Sight['state'], problem: string): boolean =>
  state === 'awaiting-approval' && problem === ''

// Only the text on the page: what plex.tv is told stays the true name. It stands between Unicode's isolates, or in brackets.
async function rename(page: Page, deviceName: string): Promise<boolean> {
  const around = [
    ['\u2068', '\u2069'],
    ['(', ')'],
  ] as const
  return page.evaluate(
    names => {
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      let found = false
      while (texts.nextNode()) {
        const node = texts.currentNode
        const before = node.nodeValue ?? ''
        node.nodeValue = names.reduce((text, [from, to]) => text.replaceAll(from, to), before)
        found ||= before !== node.nodeValue
      }
      return found
    },
    around.map(([start, end]) => [start + hostname() + end, start + deviceName + end] as const),
  )
}

const putInPlace = (page: Page, shown: Shown) =>
  page.evaluate(places => {
    // As parts/breakable.tsx has them.
    const word = (text: string) => Object.assign(document.createElement('span'), { textContent: text })
    for (const [selector, texts] of places) {
      for (const [index, found] of document.querySelectorAll(selector).entries()) {
        const text = texts[index]
        if (text === undefined) found.parentElement?.remove()
        else found.replaceChildren(...text.split(/(?<=[/ ])/).map(word))
      }
    }
  }, Object.entries(shown))

const describe = (tooltip: string, menu: readonly MenuItem[]): string =>
  [`  tooltip: ${tooltip}`, ...lines(menu), ''].join('\n')

/** The entries that a person sees, those of submenus after the entry that opens them. */
const lines = (menu: readonly MenuItem[], indent = '  '): readonly string[] =>
  menu
    .filter(({ visible }) => visible)
    .flatMap(item => [indent + line(item), ...lines(item.children, `${indent}  `)])

function line({ type, label, enabled, toggleType, toggleState }: MenuItem): string {
  if (type === 'separator') return '──────'
  const box = toggleType === 'none' ? '' : toggleState === 'on' ? '[x] ' : '[ ] '
  return enabled ? `${box}${label}` : `${box}(${label})`
}
