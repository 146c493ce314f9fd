import { execFile } from 'node:child_process'

/**
 * Whether the desktop shows tray icons. Only Linux desktops may not: there the icon is a StatusNotifierItem, and
 * somebody must own `org.kde.StatusNotifierWatcher`. Where nobody can say, the tray is taken to be there.
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
    execFile('dbus-send', question, { timeout: 2_000 }, (_error, answer) =>
      resolve(!/\bfalse\b/.test(answer)),
    )
  })
}
