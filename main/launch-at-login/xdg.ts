import { readFileSync, rmSync } from 'node:fs'
import { replaceFile } from '../settings/file.ts'
import { entry } from './autostart-entry.ts'
import { desktopKeys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { leadsTo } from './leads-to.ts'
import type { LoginItem } from './login-item.ts'
import { watchFile } from './watch-file.ts'

/** An autostart entry. Source: freedesktop.org, Desktop Application Autostart Specification. */
export const desktopLoginItem = (path: string, command: readonly string[]): LoginItem => ({
  state() {
    const found = read(path)
    return isOn(found) ? STATES[leads(found, command)] : 'off'
  },
  set(on) {
    if (on) replaceFile(path, entry(command))
    else rmSync(path, { force: true })
  },
  repair() {
    const found = read(path)
    // Another copy may be there on purpose, and this one to be looked at: the person decides.
    if (!isOn(found) || starts(found, command) || leads(found, command) === 'elsewhere') return
    replaceFile(path, entry(command))
  },
  watch: changed => watchFile(path, changed),
})

const STATES = { here: 'on', elsewhere: 'another-copy', nowhere: 'off' } as const

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

/** Where the desktop gets by it. Source: Desktop Entry Specification, "Recognized desktop entry keys", `TryExec`. */
function leads(keys: Keys, command: readonly string[]): ReturnType<typeof leadsTo> {
  if (starts(keys, command)) return 'here'
  const needed = keys.get('TryExec')
  const [program = ''] = command
  if (needed !== undefined && leadsTo([needed], program) === 'nowhere') return 'nowhere'
  return leadsTo(commandOf(keys), program)
}

function commandOf(keys: Keys): readonly string[] {
  try {
    return execArguments(keys.get('Exec') ?? '')
  } catch {
    return []
  }
}
