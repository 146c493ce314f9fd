import { execFile } from 'node:child_process'
import type { Clock } from '../clock.ts'

/**
 * Whether the desktop shows tray icons. Only Linux desktops may not: there the icon is a StatusNotifierItem, and
 * somebody must own `org.kde.StatusNotifierWatcher`. Only where there is no `dbus-send` to ask with, the tray is taken
 * to be there: without a session bus it is not, and a window too many is better than an app that nobody can reach.
 */
export function trayIsPresent(platform: NodeJS.Platform): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true)
  const question = [
    '--session',
    '--print-reply=literal',
    '--dest=org.freedesktop.DBus',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    'string:org.kde.StatusNotifierWatcher',
  ]
  return new Promise(resolve => {
    execFile('dbus-send', question, { timeout: 2_000 }, (error, answer) =>
      resolve(error === null ? !/\bfalse\b/.test(answer) : error.code === 'ENOENT'),
    )
  })
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
