import { systemClock } from '../clock.ts'
import type { FileWork } from '../files/file-work.ts'
import { createLaunchAtLogin } from './launch-at-login.ts'
import { loginItem } from './login-item.ts'

interface Options {
  /** The environment that this process was started with. */
  readonly given: NodeJS.ProcessEnv
  readonly work: FileWork
  readonly report: (what: string, error?: unknown) => void
  /** Called when the state has changed since it was last asked for. */
  readonly changed: () => void
}

export type OwnEntry = ReturnType<typeof openOwnEntry>

/** What starts this program at login, on this computer. */
export function openOwnEntry({ given, work, report, changed }: Options) {
  const entryOf = (environment: NodeJS.ProcessEnv, told: () => void) =>
    createLaunchAtLogin({
      item: loginItem(process.platform, environment, work),
      clock: systemClock,
      report,
      changed: told,
    })
  const entry = entryOf(given, changed)
  let { repaired } = entry

  return {
    ...entry,
    /** An update has renamed the AppImage to `path`: repairs the entry, if there is one. */
    moved: (path: string) => void (repaired = entryOf({ ...given, APPIMAGE: path }, () => {}).repaired),
    /** Resolves when the entry has been repaired, or could not be. */
    repaired: () => repaired,
  }
}
