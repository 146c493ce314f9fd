import { waitForNoKeychainProcess } from '../world/keychain-process.ts'
import type { Scene } from './scene.ts'

/** Timers of the main process that keep it from sleeping, once it is signed in and was left alone. */
export async function countTimers({ launch, tray, desktop }: Scene): Promise<number> {
  const app = await launch()
  await tray.waitForLabel(/^Signed in as /)
  // What a start does for a moment is over by then.
  await waitForNoKeychainProcess(desktop)
  const resources = await app.electron.evaluate(() => process.getActiveResourcesInfo())
  await app.quit()
  await tray.waitForNoItem()
  return resources.filter(name => name === 'Timeout').length
}
