import { readFileSync, rmSync } from 'node:fs'
import { replaceFile } from '../settings/file.ts'
import { desktopKeys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import type { LoginItem } from './login-item.ts'
import { watchFile } from './watch-file.ts'

/** An autostart entry. Source: freedesktop.org, Desktop Application Autostart Specification. */
export const desktopLoginItem = (path: string, command: readonly string[]): LoginItem => ({
  state: () => (isOn(read(path)) ? 'on' : 'off'),
  set(on) {
    if (on) replaceFile(path, entry(command))
    else rmSync(path, { force: true })
  },
  repair() {
    const found = read(path)
    if (isOn(found) && !starts(found, command)) replaceFile(path, entry(command))
  },
  watch: changed => watchFile(path, changed),
})

/** A run from the sources is not installed: it makes no entry, and leaves none that starts the runtime alone. */
export const sourcesLoginItem = (path: string, runtime: string): LoginItem => ({
  state: () => 'unavailable',
  set: () => {},
  repair() {
    if (commandOf(read(path))[0] === runtime) rmSync(path, { force: true })
  },
  watch: () => () => {},
})

type Keys = ReadonlyMap<string, string>

function read(path: string): Keys {
  try {
    return desktopKeys(readFileSync(path, 'utf8'))
  } catch {
    return new Map()
  }
}

/** Settings of desktops turn an entry off in one of these ways, and leave it where it is. */
const OFF: readonly (readonly [key: string, value: string])[] = [
  ['Hidden', 'true'],
  ['X-GNOME-Autostart-enabled', 'false'],
  ['X-MATE-Autostart-enabled', 'false'],
]

const isOn = (keys: Keys) => keys.size > 0 && !OFF.some(([key, value]) => keys.get(key) === value)

/** Whether this very command is in it, be it behind another one such as `env`. */
function starts(keys: Keys, command: readonly string[]): boolean {
  const found = commandOf(keys).slice(-command.length)
  return !keys.has('TryExec') && command.every((argument, at) => found[at] === argument)
}

function commandOf(keys: Keys): readonly string[] {
  try {
    return execArguments(keys.get('Exec') ?? '')
  } catch {
    return []
  }
}

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
