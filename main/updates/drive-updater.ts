import type { ClientRequest } from 'electron'
import type { AppUpdater } from 'electron-updater'
import { SafeAppImageUpdater } from './app-image-updater.ts'
import { holdRequests } from './requests.ts'
import type { Updater } from './updates.ts'

export interface Listeners {
  readonly observe: (what: string, problem?: unknown) => void
  /** An AppImage was renamed after its new version: `path` is where it is now. */
  readonly moved: (path: string) => void
  /** Answers a proxy that asks for a password. */
  readonly login: (request: Pick<ClientRequest, 'on'>) => void
  /** Cleans up the folder that releases are fetched to, before it is read; rejects if the disk does not answer. */
  readonly prepared: () => Promise<void>
}

/** Wraps an updater of electron-updater, limited to what this app wants. */
export function driveUpdater(updater: AppUpdater, { observe, moved, login, prepared }: Listeners): Updater {
  const own = updater instanceof SafeAppImageUpdater ? updater : null
  Object.assign(updater, {
    autoDownload: false,
    // HAZARD: it installs on `quit`, which does not come if the app has to kill itself (`main/quit.ts`).
    autoInstallOnAppQuit: own === null,
    allowPrerelease: false,
    // SECURITY: an older release could bring back a hole that was closed.
    allowDowngrade: false,
    disableWebInstaller: true,
    // Otherwise it sends an identifier of this install, meant for staged releases.
    requestHeaders: { 'x-user-staging-id': 'none' },
    logger: null,
  })
  // Without a listener a failure would end the app. A call that fails also rejects, and its caller reports that.
  let calls = 0
  async function call<T>(work: Promise<T>): Promise<T> {
    calls++
    return work.finally(() => calls--)
  }
  updater.on('error', error => {
    if (calls === 0) observe('Updates', error)
  })
  updater.on('appimage-filename-updated', moved)
  own?.removeUnfinished()
  let progressed = () => {}
  return {
    async check() {
      const result = await call(updater.checkForUpdates())
      return result?.isUpdateAvailable === true ? result.updateInfo.version : null
    },
    async download(onProgress) {
      progressed = onProgress
      await prepared()
      await call(updater.downloadUpdate())
    },
    // Not its `download-progress`, which does not come if the feed does not say how long a release is.
    abandon: holdRequests(updater, () => progressed(), login),
    async install() {
      if (own === null) return
      await prepared()
      own.install()
    },
  }
}
