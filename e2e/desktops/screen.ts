import { eventually } from '../world/eventually.ts'
import { tealPixels } from './screenshot.ts'
import type { Point, Shell } from './shell.ts'

/** Longest time from a click to what it brings, on a computer that draws without a graphics card. */
export const AT_ONCE_MS = 5_000

const LARGE_ICON_PIXELS = 2_000

/** Titles of the windows on the screen. */
export const titles = async (shell: Shell): Promise<readonly string[]> =>
  (await shell.windows()).map(({ title }) => title)

/** Waits until the app's window is on the screen. */
export const shown = (shell: Shell, within = AT_ONCE_MS): Promise<unknown> =>
  eventually('Latchkey on the screen', async () => (await titles(shell)).includes('Latchkey'), {
    within,
    seen: () => shell.windows(),
  })

/** Waits until the window of an app that nobody is signed in to is drawn: its large icon is teal. */
export async function drawn(shell: Shell): Promise<void> {
  const { look } = shell
  if (look === null) return
  const seen = async () => tealPixels(await look())
  await eventually('a window that is drawn', async () => (await seen()) > LARGE_ICON_PIXELS, {
    seen,
    within: AT_ONCE_MS,
  })
}

/** Waits until the app's window has the focus. */
export const inFront = (shell: Shell, within = AT_ONCE_MS): Promise<unknown> =>
  eventually(
    'Latchkey in front',
    async () => (await shell.windows()).some(({ title, focused }) => title === 'Latchkey' && focused),
    { within, seen: () => shell.windows() },
  )

/** Waits until it is not. */
export const gone = (shell: Shell): Promise<unknown> =>
  eventually('no Latchkey on the screen', async () => !(await titles(shell)).includes('Latchkey'))

/** Waits for the app's icon on the panel, until it moves no more. */
export async function icon(shell: Shell): Promise<Point> {
  let before: Point | null = null
  return eventually('the icon on the panel', async () => {
    const now = await shell.icon()
    const rests = now !== null && now.x === before?.x && now.y === before.y
    before = now
    return rests && now
  })
}
