import { app, session } from 'electron'
import { join } from 'node:path'
import { type AppUpdater, autoUpdater } from 'electron-updater'
import { SafeAppImageUpdater } from './app-image-updater.ts'
import type { FileWork } from '../files/file-work.ts'
import { driveUpdater, type Listeners } from './drive-updater.ts'
import { keepPlainFiles, removeUnlessFile } from './plain-files.ts'
import type { Updater } from './updates.ts'

/** electron-updater, which takes its feed from `app-update.yml`. Loaded only by builds that have one. */
export function openUpdater(listeners: Omit<Listeners, 'prepared'>, work: FileWork): Updater {
  const updater = process.platform === 'linux' ? new SafeAppImageUpdater() : autoUpdater
  takeSession(updater, 'electron-updater')
  const prepared = async () => {
    const pending = await pendingFolder(updater)
    const image = updater instanceof SafeAppImageUpdater ? updater.image : null
    await keepPlainFiles(work, { pending, image })
  }
  // electron-updater reads it, and would wait for ever on a pipe.
  removeUnlessFile(join(app.getPath('userData'), '.updaterId'))
  const driven = driveUpdater(updater, { ...listeners, prepared })
  // HAZARD: a session that Chromium's network service has died under fails for ever on Electron 33.
  // https://github.com/electron/electron/issues/49572
  let deaths = 0
  app.on('child-process-gone', (_event, { serviceName }) => {
    if (serviceName !== 'network.mojom.NetworkService') return
    takeSession(updater, `electron-updater-${++deaths}`)
    // Requests made before its death was noticed may wait for ever.
    driven.abandon()
  })
  return driven
}

/**
 * HAZARD: electron-updater has no public name for the folder that it fetches releases to. Source: out/AppUpdater.js.
 */
async function pendingFolder(updater: AppUpdater): Promise<string> {
  const { getOrCreateDownloadHelper: helper } = updater as unknown as {
    getOrCreateDownloadHelper: () => Promise<{ cacheDirForPendingUpdate: string }>
  }
  return (await helper.call(updater)).cacheDirForPendingUpdate
}

/**
 * HAZARD: electron-updater's executor has no public name for the session of its requests. Source:
 * out/electronHttpExecutor.js.
 */
function takeSession(updater: AppUpdater, name: string) {
  const { httpExecutor } = updater as unknown as { httpExecutor: { cachedSession: unknown } }
  const taken = session.fromPartition(name, { cache: false })
  // SECURITY: otherwise it follows a redirect, or an address in the feed, to a place without TLS.
  taken.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !url.startsWith('https://') }))
  httpExecutor.cachedSession = taken
}
