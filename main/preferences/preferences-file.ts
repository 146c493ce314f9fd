import { join } from 'node:path'
import { type Preferences, type PreferencesChange, preferencesIn } from '../../common/preferences.ts'
import { type KeptFileOptions, openKeptFile } from '../files/kept-file.ts'

type Written = Readonly<Record<string, unknown>>

interface Options extends Omit<KeptFileOptions<Written>, 'path' | 'parse'> {
  readonly folder: string
}

export type PreferencesFile = Awaited<ReturnType<typeof openPreferences>>

/** What people are told about the file. */
export type PreferencesNotice = 'preferences-broken' | 'preferences-unwritable' | 'preferences-unread' | null

/** What a person chose, in `preferences.json`. Fields that a later release wrote stay in it. */
export async function openPreferences({ folder, ...options }: Options) {
  const file = await openKeptFile({ ...options, path: join(folder, 'preferences.json'), parse })
  let written = file.content ?? {}
  let notice: PreferencesNotice = null
  if (file.isElsewhere()) notice = 'preferences-unread'
  if (file.kind === 'broken') {
    notice = 'preferences-broken'
    file.write(written)
  }

  return {
    get: (): Preferences => preferencesIn(written),
    change(change: PreferencesChange) {
      written = { ...written, ...change }
      file.write(written)
    },
    /**
     * As before anything was chosen, also for the next run; what a later release wrote goes, too. A disk that does not
     * answer keeps what it has, which the person is told again.
     */
    reset() {
      written = {}
      file.stayHere()
      file.write(written)
      if (file.isElsewhere()) notice = 'preferences-unread'
      else if (notice === 'preferences-unread') notice = null
    },
    notice: (): PreferencesNotice => (file.isUnwritable() ? 'preferences-unwritable' : notice),
    dismissNotice() {
      notice = null
      file.dismissUnwritable()
    },
  }
}

/** Not parsed by a schema, which would drop unknown fields. */
function parse(text: string): Written {
  const found: unknown = JSON.parse(text)
  if (typeof found !== 'object' || found === null || Array.isArray(found)) throw new Error('Not an object')
  return found as Written
}
