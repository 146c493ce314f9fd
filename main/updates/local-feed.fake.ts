import type { AppAdapter } from 'electron-updater/out/AppAdapter.js'
import { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { SafeAppImageUpdater } from './app-image-updater.ts'
import { driveUpdater } from './drive-updater.ts'

/** electron-updater's own executor, with Node's requests instead of Electron's. */
class NodeHttpExecutor extends ElectronHttpExecutor {
  ended = 0

  override createRequest(...[options, callback]: Parameters<ElectronHttpExecutor['createRequest']>) {
    const made = request(options, callback)
    const abort = () => {
      this.ended++
      // Electron's requests do not report this.
      made
        .removeAllListeners('error')
        .on('error', () => {})
        .destroy()
    }
    return Object.assign(made, { abort }) as unknown as Electron.ClientRequest
  }
}

/** An AppImage in a folder of its own, and the real electron-updater with a feed that answers as told. */
export async function localFeed(answer: RequestListener) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-feed-'))
  const image = join(folder, 'Latchkey-0.1.0.AppImage')
  writeFileSync(image, 'old', { mode: 0o755 })
  vi.stubEnv('APPIMAGE', image)
  const server = createServer(answer)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const configuration = join(folder, 'app-update.yml')
  writeFileSync(configuration, `provider: generic\nurl: ${url}\nupdaterCacheDirName: updater\n`)

  const atQuit: ((exitCode: number) => void)[] = []
  const app: AppAdapter = {
    version: '0.1.0',
    name: 'Latchkey',
    isPackaged: true,
    appUpdateConfigPath: configuration,
    userDataPath: folder,
    baseCachePath: folder,
    whenReady: async () => {},
    quit: () => {},
    relaunch: () => {},
    onQuit: handler => void atQuit.push(handler),
  }
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    server.closeAllConnections()
    await once(server.close(), 'close')
    rmSync(folder, { recursive: true })
  })
  const httpExecutor = new NodeHttpExecutor()
  const seen = { told: [] as string[], moved: [] as string[] }
  function open() {
    const updater = Object.assign(new SafeAppImageUpdater(null, app), {
      image,
      httpExecutor,
      // No need to reuse parts of the old AppImage.
      disableDifferentialDownload: true,
    })
    return driveUpdater(updater, {
      observe: (_what, problem) => void seen.told.push(String(problem)),
      moved: path => void seen.moved.push(path),
      prepared: async () => {},
      login: () => {},
    })
  }
  return {
    open,
    seen,
    /** How many requests were aborted. */
    ended: () => httpExecutor.ended,
    folder,
    image,
    quit: () => atQuit.forEach(handler => handler(0)),
  }
}

/** A feed's description of a release. */
export const describeRelease = (content: string) =>
  `version: 9.9.9\npath: Latchkey-9.9.9.AppImage\nsha512: ${createHash('sha512').update(content).digest('base64')}\n`

/** A correct feed with one release. */
export const release: RequestListener = ({ url = '' }, response) =>
  void response.end(url.includes('.yml') ? describeRelease('new') : 'new')

export const images = (folder: string) => readdirSync(folder).filter(name => name.endsWith('.AppImage'))
