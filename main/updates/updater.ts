import { autoUpdater } from 'electron-updater'
import { SafeAppImageUpdater } from './app-image-updater.ts'
import { holdRequests } from './requests.ts'
import type { Updater } from './updates.ts'

interface Options {
  readonly observe: (what: string, problem?: unknown) => void
  /** An AppImage took the name of its new version: `path` is where it is now. */
  readonly moved: (path: string) => void
}

/** electron-updater, which takes its feed from `app-update.yml`. Loaded only by builds that have one. */
export function openUpdater({ observe, moved }: Options): Updater {
  const updater = process.platform === 'linux' ? new SafeAppImageUpdater() : autoUpdater
  Object.assign(updater, {
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
  // SECURITY: it would follow a redirect, or an address in the feed, to a place without TLS.
  updater.netSession.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith('https://') }),
  )
  // Each failure also rejects what was called; without a listener it would end the app.
  updater.on('error', error => observe('Updates', error))
  updater.on('appimage-filename-updated', moved)
  let progressed = () => {}
  updater.on('download-progress', () => progressed())
  return {
    async check() {
      const result = await updater.checkForUpdates()
      return result?.isUpdateAvailable === true ? result.updateInfo.version : null
    },
    async download(onProgress) {
      progressed = onProgress
      await updater.downloadUpdate()
    },
    abandon: holdRequests(updater),
  }
}
