import { challenge, startProxy } from '../world/proxy.ts'
import type { Album } from './album.ts'
import type { World } from './world.ts'

/** A proxy on the way to plex.tv that asks for a password. */
export async function behindAProxy(world: World, album: Album): Promise<void> {
  const proxy = await startProxy(world.simulator.port)
  proxy.conduct(challenge('Basic realm="office"'))
  const app = await world.launch({
    hosts: { 'proxy.example': `127.0.0.1:${proxy.port}` },
    environment: { XDG_CURRENT_DESKTOP: 'sway', https_proxy: 'http://proxy.example:3128' },
  })
  await world.tray.click('Sign in to Plex…')
  await (await app.window()).getByText('The proxy proxy.example:3128').waitFor()
  await album.take({ name: '29-proxy-password', state: 'signed-out', problem: 'proxy-password' }, app)
  await app.quit()
  await proxy.close()
}
