import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import * as v from 'valibot'
import { defaults, Settings } from './settings.ts'

export const LARGEST_SETTINGS_BYTES = 65_536

interface Options {
  readonly path: string
  /** Makes the client identifier of a new install: a UUID v4. */
  readonly newIdentifier: () => string
  /** Told what could not be read or written, and what was done about it. */
  readonly report: (what: string, error: unknown) => void
}

export type SettingsFile = ReturnType<typeof openSettings>

/**
 * The settings, read once and synchronously (under 1 KB) and written whole. A file that cannot be used is kept
 * beside the new one as `settings.json.broken`; one that cannot be written leaves the settings in memory.
 */
export function openSettings({ path, newIdentifier, report }: Options) {
  let current = read() ?? save(defaults(newIdentifier()))

  function read(): Settings | undefined {
    let text = ''
    try {
      const { size, isFile } = describeFile(path)
      if (!isFile) throw new Error('Not a file')
      if (size > LARGEST_SETTINGS_BYTES) throw new Error('Larger than 64 KB')
      text = readFileSync(path, 'utf8')
      return v.parse(Settings, JSON.parse(text))
    } catch (error) {
      if (isMissing(error)) return undefined
      report('The settings could not be used, starting with new ones', error)
      keepAside()
      const identifier = salvaged(text)
      return identifier === undefined ? undefined : save(defaults(identifier))
    }
  }

  function keepAside() {
    try {
      renameSync(path, `${path}.broken`)
    } catch (error) {
      report('The unusable settings could not be kept aside', error)
    }
  }

  function save(settings: Settings): Settings {
    try {
      replaceFile(path, `${JSON.stringify(settings, null, 2)}\n`)
    } catch (error) {
      report('The settings could not be written, they last until Latchkey quits', error)
    }
    return settings
  }

  return {
    get: () => current,
    set(change: Partial<Omit<Settings, 'version'>>) {
      current = save({ ...current, ...change })
    },
  }
}

/** What is read of a pipe or a device could never end. */
function describeFile(path: string) {
  const status = statSync(path)
  return { size: status.size, isFile: status.isFile() }
}

/** With another identifier plex.tv would list this computer a second time. */
const salvaged = (text: string): string | undefined =>
  /"clientIdentifier"\s*:\s*"([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})"/.exec(
    text,
  )?.[1]

/** Readers see the old file or the new one, never a part; only the owner may read it. */
export function replaceFile(path: string, text: string) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}.new`
  try {
    const file = openSync(temporary, 'w', 0o600)
    try {
      writeSync(file, text)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'
