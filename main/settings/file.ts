import { dirname } from 'node:path'
import * as v from 'valibot'
import { type FileWork, isNoAnswer, PATIENCE_MS } from '../files/file-work.ts'
import { keepAside } from '../files/keep-aside.ts'
import { type Found, isLeadsOut, readForeign } from '../files/read-foreign.ts'
import { replaceFile } from '../files/replace-file.ts'
import { onThisComputer } from './computers.ts'
import { defaults, Settings } from './settings.ts'

export const LARGEST_SETTINGS_BYTES = 65_536

interface Options {
  readonly path: string
  /** The folder in which a link may lead to them, beside their own. */
  readonly home: string
  readonly work: FileWork
  /** Makes the client identifier of a new install: a UUID v4. */
  readonly newIdentifier: () => string
  /** The system's own number of this computer, if it has one. */
  readonly computer: Promise<string | null>
  /** Told what could not be read or written, and what was done about it. */
  readonly report: (what: string, error: unknown) => void
  readonly replace?: typeof replaceFile
}

export type SettingsFile = Awaited<ReturnType<typeof openSettings>>

/** What people are told of the settings file. */
export type SettingsNotice =
  | 'settings-broken'
  | 'settings-newer'
  | 'settings-copied'
  | 'settings-unwritable'
  | 'settings-unread'
  | null

/**
 * The settings, read once and written whole. A file that cannot be used is kept beside the new one as
 * `settings.json.broken`; one that cannot be written leaves the settings in memory, and so does one that lies where it is
 * not read.
 */
export async function openSettings(options: Options) {
  const { path, home, work } = options
  const limits = { largestBytes: LARGEST_SETTINGS_BYTES, within: [home, dirname(path)] }
  const reading = work
    .within(PATIENCE_MS, path, () => readForeign(path, limits))
    .catch((why: unknown): Found => ({ kind: 'unread', why, bytes: Buffer.alloc(0) }))
  return createSettings(await reading, await options.computer, options)
}

function createSettings(
  file: Found,
  computer: string | null,
  { path, newIdentifier, report, replace = replaceFile }: Options,
) {
  let found: SettingsNotice = null
  let unwritable: 'no' | 'yes' | 'dismissed' = 'no'
  // Nothing is written over an unusable file before it is kept aside.
  let inTheWay = false
  // Nothing at all is written to a place that settings are not read from.
  let isElsewhere = false
  let current = open()

  function open(): Settings {
    const before = read()
    const here = onThisComputer(before ?? defaults(newIdentifier()), computer, newIdentifier)
    if (here.copied) found = 'settings-copied'
    return here.settings === before && !inTheWay ? before : save(here.settings)
  }

  function read(): Settings | undefined {
    if (file.kind === 'nothing') return undefined
    const text = file.kind === 'no-file' ? '' : file.bytes.toString()
    try {
      if (file.kind === 'no-file') throw new Error('Not a file')
      if (file.kind === 'unread') throw file.why
      return v.parse(Settings, JSON.parse(text))
    } catch (error) {
      report('The settings could not be used, starting with new ones', error)
      found = isNewer(text) ? 'settings-newer' : 'settings-broken'
      inTheWay = true
      isElsewhere = isLeadsOut(error) || isNoAnswer(error)
      if (isElsewhere) found = 'settings-unread'
      const identifier = salvaged(text)
      return identifier === undefined ? undefined : defaults(identifier)
    }
  }

  function save(settings: Settings): Settings {
    if (isElsewhere) return settings
    try {
      if (inTheWay) keepAside(path, 'broken')
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
