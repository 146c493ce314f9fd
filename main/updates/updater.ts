import { autoUpdater } from 'electron-updater'
import { SafeAppImageUpdater } from './app-image-updater.ts'
import { driveUpdater, type Listeners } from './drive-updater.ts'
import type { Updater } from './updates.ts'

/** electron-updater, which takes its feed from `app-update.yml`. Loaded only by builds that have one. */
export function openUpdater(listeners: Listeners): Updater {
  const updater = process.platform === 'linux' ? new SafeAppImageUpdater() : autoUpdater
  // SECURITY: it would follow a redirect, or an address in the feed, to a place without TLS.
  updater.netSession.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith('https://') }),
  )
  return driveUpdater(updater, listeners)
}
