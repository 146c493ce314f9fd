import { access } from 'node:fs/promises'
import { join } from 'node:path'
import type { Keys } from './desktop-keys.ts'

export interface Desktop {
  /** XDG_CURRENT_DESKTOP: names separated by colons. */
  readonly names: string
  /** Its configuration folder, absolute. */
  readonly configuration: string
}

/**
 * Whether the desktop ignores this entry. Sources: Desktop Entry Specification, "Recognized desktop entry keys";
 * Desktop Application Autostart Specification; gnome-session, KDE's and systemd's readers of these.
 */
export async function isTurnedOff(keys: Keys, desktop: Desktop): Promise<boolean> {
  if (
    keys.get('Type') !== 'Application' ||
    [...keys].some(([key, value]) => switchesOff(key, value)) ||
    isForOthers(keys, desktop.names.split(':').filter(Boolean))
  ) {
    return true
  }
  for (const key of CONDITIONS) if (await isUnmet(keys.get(key) ?? '', desktop)) return true
  return false
}

/** Whether a line of an entry does nothing but turn it off: without it the entry is on. */
export const switchesOff = (key: string, value: string): boolean =>
  SWITCHED_OFF.some(([name, off]) => key === name && off.test(value))

// GLib knows only the first of each, KDE and systemd the others too: if one of them would not start it, it is not on.
const YES = /^(?:true|1|yes|y|on|t)$/i
const NO = /^(?:false|0|no|n|off|f)$/i

const SWITCHED_OFF: readonly (readonly [key: string, off: RegExp])[] = [
  ['Hidden', YES],
  ['X-systemd-skip', YES],
  ['X-GNOME-HiddenUnderSystemd', YES],
  ['X-GNOME-Autostart-enabled', NO],
  ['X-MATE-Autostart-enabled', NO],
  ['X-Cinnamon-Autostart-enabled', NO],
]

const CONDITIONS = ['AutostartCondition', 'X-GNOME-AutostartCondition', 'X-KDE-autostart-condition']

/** The keys that decide whether a desktop starts an entry, and what. */
export const DECIDING: ReadonlySet<string> = new Set([
  'Type',
  'Exec',
  'TryExec',
  'Path',
  'OnlyShowIn',
  'NotShowIn',
  ...SWITCHED_OFF.map(([key]) => key),
  ...CONDITIONS,
])

/** The desktop's first name that is in either list decides. */
function isForOthers(keys: Keys, names: readonly string[]): boolean {
  const only = list(keys.get('OnlyShowIn'))
  const not = list(keys.get('NotShowIn'))
  const deciding = names.find(name => only?.includes(name) === true || not?.includes(name) === true)
  if (deciding === undefined) return only !== undefined
  return not?.includes(deciding) === true && only?.includes(deciding) !== true
}

const list = (value: string | undefined): readonly string[] | undefined =>
  value?.split(';').map(name => name.trim())

/** Only conditions about a file can be checked by anybody but the desktop. */
async function isUnmet(condition: string, { configuration }: Desktop): Promise<boolean> {
  const [, wanted, file = ''] = /^(if|unless)-exists\s+(\S.*)$/.exec(condition) ?? []
  return wanted !== undefined && (await exists(join(configuration, file))) !== (wanted === 'if')
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
