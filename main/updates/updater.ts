import { autoUpdater } from 'electron-updater'
import type { Updater } from './updates.ts'

interface Options {
  readonly observe: (what: string, problem?: unknown) => void
  /** An AppImage took the name of its new version: `path` is where it is now. */
  readonly moved: (path: string) => void
}

/** electron-updater, which takes its feed from `app-update.yml`. Loaded only by builds that have one. */
export function openUpdater({ observe, moved }: Options): Updater {
  Object.assign(autoUpdater, {
    autoDownload: false,
    autoInstallOnAppQuit: true,
    allowPrerelease: false,
    // SECURITY: an older release could bring back a hole that was closed.
    allowDowngrade: false,
    disableWebInstaller: true,
    // It would send an identifier of this install, made for releases that go out in stages.
    requestHeaders: { 'x-user-staging-id': 'none' },
    logger: null,
  })
  // Each failure also rejects what was called; without a listener it would end the app.
  autoUpdater.on('error', error => observe('Updates', error))
  autoUpdater.on('appimage-filename-updated', moved)
  return {
    async check() {
      const result = await autoUpdater.checkForUpdates()
      return result?.isUpdateAvailable === true ? result.updateInfo.version : null
    },
    async download() {
      await autoUpdater.downloadUpdate()
    },
  }
}
