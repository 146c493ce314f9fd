import { lstatSync, renameSync, statSync } from 'node:fs'
import * as v from 'valibot'
import { onThisComputer } from './computers.ts'
import { destination, readHead, replaceFile } from './replace-file.ts'
import { defaults, Settings } from './settings.ts'

export const LARGEST_SETTINGS_BYTES = 65_536

interface Options {
  readonly path: string
  /** Makes the client identifier of a new install: a UUID v4. */
  readonly newIdentifier: () => string
  /** The system's own number of this computer, if it has one. */
  readonly computer: string | null
  /** Told what could not be read or written, and what was done about it. */
  readonly report: (what: string, error: unknown) => void
  readonly replace?: typeof replaceFile
}

export type SettingsFile = ReturnType<typeof openSettings>

/** What people are told of the settings file. */
export type SettingsNotice =
  | 'settings-broken'
  | 'settings-newer'
  | 'settings-copied'
  | 'settings-unwritable'
  | null

/**
 * The settings, read once and synchronously (under 1 KB) and written whole. A file that cannot be used is kept
 * beside the new one as `settings.json.broken`; one that cannot be written leaves the settings in memory.
 */
export function openSettings({ path, newIdentifier, computer, report, replace = replaceFile }: Options) {
  let found: SettingsNotice = null
  let unwritable: 'no' | 'yes' | 'dismissed' = 'no'
  // Nothing is written over an unusable file before it is kept aside.
  let inTheWay = false
  let current = open()

  function open(): Settings {
    const before = read()
    const here = onThisComputer(before ?? defaults(newIdentifier()), computer, newIdentifier)
    if (here.copied) found = 'settings-copied'
    return here.settings === before && !inTheWay ? before : save(here.settings)
  }

  function read(): Settings | undefined {
    let text = ''
    try {
      const head = readHead(path, LARGEST_SETTINGS_BYTES)
      text = head.toString()
      if (head.length > LARGEST_SETTINGS_BYTES) throw new Error('Larger than 64 KB')
      return v.parse(Settings, JSON.parse(text))
    } catch (error) {
      if (isMissing(error)) return undefined
      report('The settings could not be used, starting with new ones', error)
      found = isNewer(text) ? 'settings-newer' : 'settings-broken'
      inTheWay = true
      const identifier = salvaged(text)
      return identifier === undefined ? undefined : defaults(identifier)
    }
  }

  function save(settings: Settings): Settings {
    try {
      if (inTheWay) keepAside(path)
      inTheWay = false
      replace(path, `${JSON.stringify(settings, null, 2)}\n`)
      unwritable = 'no'
    } catch (error) {
      report('The settings could not be written, they last until Latchkey quits', error)
      if (unwritable === 'no') unwritable = 'yes'
    }
    return settings
  }

  return {
    get: () => current,
    set(change: Partial<Omit<Settings, 'version' | 'computer' | 'others'>>) {
      current = save({ ...current, ...change })
    },
    notice: (): SettingsNotice => (unwritable === 'yes' ? 'settings-unwritable' : found),
    /** Until something else happens: a disk that stays full is spoken of once. */
    dismissNotice() {
      found = null
      if (unwritable === 'yes') unwritable = 'dismissed'
    },
  }
}

/** Beside it, as `.broken`, `.broken-2` … `.broken-9`; from then on the last is replaced. */
function keepAside(link: string) {
  const path = leadsToFile(link) ? destination(link) : link
  const names = [`${path}.broken`, ...[2, 3, 4, 5, 6, 7, 8, 9].map(number => `${path}.broken-${number}`)]
  renameSync(path, names.find(name => lstatSync(name, { throwIfNoEntry: false }) === undefined) ?? names[8]!)
}

/** Such a link stays, and the file is kept where it is. */
function leadsToFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function isNewer(text: string): boolean {
  try {
    return v.is(v.object({ version: v.pipe(v.number(), v.gtValue(1)) }), JSON.parse(text))
  } catch {
    return false
  }
}

/** With another identifier plex.tv would list this computer a second time. */
const salvaged = (text: string): string | undefined =>
  /"clientIdentifier"\s*:\s*"([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})"/.exec(
    text,
  )?.[1]

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
