import type { RunningApp } from '../world/app.ts'
import type { Album } from './album.ts'
import { overTime, signingIn } from './gallery-account.ts'
import {
  aroundTheCode,
  beforeTheCode,
  cancelledAndApproved,
  type CodeOptions,
  withoutSettings,
  withoutTrust,
} from './gallery-code.ts'
import { afterARestart, cutShort, emptyKeychain, whileItAsks, withoutKeychain } from './gallery-keychain.ts'
import { keysOfPrograms } from './gallery-keys.ts'
import { askingPrograms, keyWithPrograms, somethingWrong } from './gallery-programs.ts'
import { behindAProxy } from './gallery-proxy.ts'
import type { World } from './world.ts'

/** Brings the app into every state, holds it there and takes its pictures. */
export async function takePictures(world: World, album: Album, options: CodeOptions = {}): Promise<void> {
  const { tray } = world
  await withApp(world, app => beforeTheCode(world, album, app))
  await cutShort(world, 'preferences.json')
  await withApp(world, app => withoutSettings(world, album, app))
  await withApp(world, app => withoutTrust(world, album, app))
  await behindAProxy(world, album)
  await withApp(world, app => aroundTheCode(world, album, app, options))
  await withApp(world, app => cancelledAndApproved(world, album, app))
  await withApp(world, app => signingIn(world, album, app))
  await cutShort(world, 'memory.json')
  await withApp(world, async app => {
    await tray.waitForLabel('Servers')
    await tray.click('What Latchkey remembers could not be read')
    await (await app.window()).getByTestId('notice').waitFor()
    await album.take({ name: '26-memory-notice', state: 'signed-in', problem: '' }, app)
  })
  await withApp(world, app => keysOfPrograms(world, album, app))
  await withApp(world, async app => {
    await askingPrograms(world, album, app)
    await keyWithPrograms(world, album, app)
    await somethingWrong(world, album, app)
  })
  await afterARestart(world, album)
  await withApp(world, app => withoutKeychain(world, album, app))
  await world.desktop.keychain.start()
  await withApp(world, app => whileItAsks(world, album, app))
  await withApp(world, app => overTime(world, album, app))
  await emptyKeychain(world)
  await withApp(world, async app => {
    await tray.click('Open Latchkey')
    await album.take({ name: '24-keychain-emptied', state: 'signed-out', problem: 'keychain-emptied' }, app)
  })
  await album.finish()
}

async function withApp({ launch }: World, work: (app: RunningApp) => Promise<void>): Promise<void> {
  const app = await launch()
  await work(app)
  await app.quit()
}
