import { readFileSync, rmSync } from 'node:fs'
import { replaceFile } from '../settings/file.ts'
import type { LaunchAtLogin } from './launch-at-login.ts'

/** An autostart entry. Source: freedesktop.org, Desktop Application Autostart Specification. */
export const desktopLaunchAtLogin = (path: string, command: readonly string[]): LaunchAtLogin => ({
  get() {
    try {
      return !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(readFileSync(path, 'utf8'))
    } catch {
      return false
    }
  },
  set(on) {
    if (on) replaceFile(path, entry(command))
    else rmSync(path, { force: true })
  },
})

export const entry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Latchkey',
    'Comment=Keeps you signed in to Plex',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=latchkey',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

/**
 * One argument of `Exec`. Quoting comes first, then the escapes of a string value, which double each backslash;
 * a percent sign would start a field code. Source: freedesktop.org, Desktop Entry Specification, "The Exec key".
 */
export function quoted(argument: string): string {
  if (/\p{Cc}/u.test(argument)) throw new Error('A path with control characters cannot be started at login')
  const inQuotes = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${inQuotes.replaceAll('\\', '\\\\')}"`
}
