import type { RunningApp } from './app.ts'
import { eventually } from './eventually.ts'
import { expect } from './test.ts'
import type { Tray } from './tray.ts'
import type { WaylandDesktop } from './wayland.ts'

const isOurs = ({ title }: { readonly title: string }): boolean => title === 'Latchkey'

/** Waits until the app's one window is on the screen, and has the focus unless `focused` is false. */
export async function seen(desktop: WaylandDesktop, { focused = true } = {}): Promise<void> {
  await eventually(
    'the window on the screen',
    async () => {
      const own = (await desktop.windows()).filter(isOurs)
      return own.length === 1 && (own[0]!.focused || !focused)
    },
    { seen: () => desktop.windows() },
  )
}

export async function gone(desktop: WaylandDesktop): Promise<void> {
  await eventually('no window of ours on the screen', async () => !(await desktop.windows()).some(isOurs))
}

/** Opens another program's window over the app's, once that is there: otherwise the app's would come on top. */
export async function cover(desktop: WaylandDesktop): Promise<void> {
  await seen(desktop)
  await desktop.openAnother()
  await eventually(
    'another window over ours',
    async () => (await desktop.windows()).some(window => window.focused && !isOurs(window)),
    { seen: () => desktop.windows() },
  )
}

/** Every way in brings the window up, in front of what covers it. */
export async function everyWayIn(desktop: WaylandDesktop, app: RunningApp, tray: Tray): Promise<void> {
  await tray.activate()
  for (const comes of [
    () => tray.activate(),
    () => tray.click('Open Latchkey'),
    async () => void (await app.secondStart()),
  ]) {
    await cover(desktop)
    await comes()
    await seen(desktop)
  }
  expect(await app.windowCount()).toBe(1)
}
