import type { Clock } from '../clock.ts'
import { askSessionBus, BusError } from '../session-bus.ts'

/**
 * Whether the desktop shows tray icons. Only Linux desktops may not: there the icon is a StatusNotifierItem, and
 * somebody must own `org.kde.StatusNotifierWatcher`. Only where there is no `dbus-send` to ask with, the tray is taken
 * to be there: without a session bus it is not, and a window too many is better than an app that nobody can reach.
 */
export async function trayIsPresent(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return true
  const question = {
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    member: 'org.freedesktop.DBus.NameHasOwner',
    parameters: ['string:org.kde.StatusNotifierWatcher'],
  }
  return askSessionBus(question).then(
    answer => !/\bfalse\b/.test(answer),
    (error: unknown) => error instanceof BusError && error.code === 'no-dbus-send',
  )
}

const FIRST_LOOK_MS = 2_000
const SLOWEST_LOOK_MS = 60_000

/** Resolves once the desktop shows tray icons: at login the app may be there before the panel. */
export async function trayAppears(platform: NodeJS.Platform, clock: Clock): Promise<void> {
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(wait * 2, SLOWEST_LOOK_MS)) {
    await new Promise<void>(resolve => clock.at(clock.now() + wait, resolve))
    if (await trayIsPresent(platform)) return
  }
}
