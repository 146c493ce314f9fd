import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startVirtualDisplay } from '../../scripts/run/virtual-desktop.mjs'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { createPrograms, type Programs } from './programs.ts'
import type { Area } from './screenshot.ts'
import type { Point, ShownWindow } from './shell.ts'

/** A screen of an X server of its own, with the hand of a person. */
export interface X11Screen {
  readonly programs: Programs
  readonly windows: () => Promise<readonly ShownWindow[]>
  /** What `xprop` says of the window with this title. */
  properties(title: string, ...names: readonly string[]): Promise<string>
  readonly click: (where: Point) => Promise<void>
  /** Where the window with this title is, with what the window manager draws around it. */
  readonly frameOf: (title: string) => Promise<Area>
  /** Brings up the menu of what is here. */
  readonly openMenu: (where: Point) => Promise<void>
  /** Clicks twice on the title bar of the window with this title. */
  readonly pressTitleTwice: (title: string) => Promise<void>
  /** Moves the window with this title by its title bar. */
  readonly dragTitle: (title: string, by: Point) => Promise<void>
  readonly widthOf: (title: string) => Promise<number>
  /** Which window is the newest one with this title, as long as it is there. */
  readonly identify: (title: string) => Promise<string>
  readonly isThere: (identifier: string) => Promise<boolean>
  /** Clicks on this point of the newest window with this title. */
  readonly clickIn: (title: string, where: Point) => Promise<void>
  /** Presses a key in whatever has the keyboard. */
  readonly pressKey: (key: string) => Promise<void>
  /** Presses keys in the newest window with this title, as `xdotool key` names them. */
  readonly press: (title: string, ...keys: readonly string[]) => Promise<void>
  /** Types into that window. */
  readonly type: (title: string, text: string) => Promise<void>
  readonly coverWithAnother: () => Promise<void>
  /** The screen, or an area of it, as a PNG file. */
  readonly look: (area?: Area) => Promise<Buffer>
  readonly stop: () => Promise<void>
}

const run = promisify(execFile)
const ALL: Area = { x: 0, y: 0, width: 1280, height: 800 }
/** Where nothing reacts to the pointer. */
const ASIDE = { x: 640, y: 790 }

/** Starts a screen with this window manager, or with none. */
export async function startX11Screen(
  desktop: Desktop,
  windowManager: readonly string[] | null,
): Promise<X11Screen> {
  const display = await startVirtualDisplay(`${ALL.width}x${ALL.height}`)
  const programs = createPrograms(desktop, {
    ...display.environment,
    GSETTINGS_BACKEND: 'keyfile',
    XDG_SESSION_TYPE: 'x11',
  })
  if (windowManager !== null) {
    programs.start(windowManager)
    await eventually('the window manager', async () =>
      (await programs.run(['xprop', '-root', '_NET_SUPPORTING_WM_CHECK'])).includes('window id'),
    )
  }
  const point = ({ x, y }: Point): string[] => [String(x), String(y)]

  const identifiers = async (): Promise<readonly string[]> =>
    (await programs.run(['xprop', '-root', '_NET_CLIENT_LIST'])).match(/0x[\da-f]+/g) ?? []
  const active = async (): Promise<string | undefined> =>
    /0x[\da-f]+/.exec(await programs.run(['xprop', '-root', '_NET_ACTIVE_WINDOW']))?.[0]
  const describe = async (id: string) => {
    const names = ['_NET_WM_NAME', 'WM_NAME', 'WM_STATE', '_NET_WM_WINDOW_TYPE']
    // It may be gone since it was listed.
    const text = await programs.run(['xprop', '-id', id, ...names]).catch(() => '')
    const title = /_?NAME\([A-Z0-9_]+\) = "(.*)"/.exec(text)?.[1] ?? ''
    return { id, title, shown: /state: Normal/.test(text) && !text.includes('_TYPE_DOCK') }
  }
  const clients = async () => Promise.all((await identifiers()).map(describe))
  async function idOf(title: string): Promise<string> {
    const found = (await clients()).findLast(client => client.title === title)
    if (found === undefined) throw new Error(`there is no window ${title}`)
    return found.id
  }
  async function geometryOf(title: string): Promise<Area> {
    const text = await programs.run(['xwininfo', '-id', await idOf(title)])
    const read = (name: string): number => Number(new RegExp(`${name}: +(-?\\d+)`).exec(text)?.[1])
    const [x, y] = [read('Absolute upper-left X'), read('Absolute upper-left Y')]
    return { x, y, width: read('Width'), height: read('Height') }
  }
  /** A point of the title bar. */
  async function titleOf(title: string): Promise<Point> {
    const { x, y, width } = await geometryOf(title)
    return { x: Math.round(x + width / 2), y: y - 10 }
  }
  const keys = async (title: string, ...input: readonly string[]): Promise<void> => {
    const focus = ['windowactivate', '--sync', await idOf(title)]
    await programs.run(['xdotool', ...focus, ...input])
  }
  const screen: X11Screen = {
    programs,
    async windows() {
      const focused = await active()
      const all = await clients()
      return all.filter(({ shown }) => shown).map(({ id, title }) => ({ title, focused: id === focused }))
    },
    properties: async (title, ...names) => programs.run(['xprop', '-id', await idOf(title), ...names]),
    identify: idOf,
    isThere: async identifier => (await identifiers()).includes(identifier),
    async clickIn(title, where) {
      const { x, y } = await geometryOf(title)
      await screen.click({ x: x + where.x, y: y + where.y })
    },
    pressKey: async key => void (await programs.run(['xdotool', 'key', key])),
    press: (title, ...names) => keys(title, 'key', '--delay', '50', ...names),
    type: (title, text) => keys(title, 'type', '--delay', '50', text),
    widthOf: async title => (await geometryOf(title)).width,
    async frameOf(title) {
      const { x, y, width, height } = await geometryOf(title)
      const extents = await screen.properties(title, '_NET_FRAME_EXTENTS')
      const [left = 0, right = 0, top = 0, bottom = 0] = (extents.match(/\d+/g) ?? []).map(Number)
      return { x: x - left, y: y - top, width: left + width + right, height: top + height + bottom }
    },
    openMenu: async where =>
      void (await programs.run(['xdotool', 'mousemove', ...point(where), 'click', '3'])),
    async pressTitleTwice(title) {
      const bar = point(await titleOf(title))
      await programs.run(['xdotool', 'mousemove', '--sync', ...bar, 'click', '--repeat', '2', '1'])
    },
    async dragTitle(title, by) {
      const from = await titleOf(title)
      const before = await screen.frameOf(title)
      const half = point({ x: Math.round(from.x + by.x / 2), y: Math.round(from.y + by.y / 2) })
      const to = point({ x: from.x + by.x, y: from.y + by.y })
      await programs.run(['xdotool', 'mousemove', '--sync', ...point(from), 'mousedown', '1'])
      // A busy window manager may miss how the pointer moved just after the button was pressed.
      await eventually('the window where it is dragged', async () => {
        const moves = [half, to].flatMap(place => ['mousemove', '--sync', ...place, 'sleep', '0.1'])
        await programs.run(['xdotool', ...moves])
        const { x, y } = await screen.frameOf(title)
        return x === before.x + by.x && y === before.y + by.y
      })
      await programs.run(['xdotool', 'mouseup', '1'])
    },
    async click(where) {
      await programs.run(['xdotool', 'mousemove', '--sync', ...point(where), 'click', '1'])
      await programs.run(['xdotool', 'mousemove', '--sync', ...point(ASIDE)])
    },
    async coverWithAnother() {
      programs.start(['xmessage', '-geometry', '900x700+20+40', 'Another program'])
      await eventually('a window of another program', async () =>
        (await screen.windows()).some(({ title, focused }) => title === 'xmessage' && focused),
      )
    },
    async look({ x, y, width, height } = ALL) {
      const options = { env: programs.environment, encoding: 'buffer', maxBuffer: 2 ** 25 } as const
      const crop = ['-crop', `${width}x${height}+${x}+${y}`, '+repage']
      return (await run('import', ['-window', 'root', ...crop, 'png:-'], options)).stdout
    },
    async stop() {
      await programs.stop()
      await display.stop()
    },
  }
  // Against black, what has no theme would not be seen.
  await programs.run(['xsetroot', '-solid', '#335577'])
  await programs.run(['xdotool', 'mousemove', ...point(ASIDE)])
  return screen
}
