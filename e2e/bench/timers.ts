import type { Scene } from './scene.ts'

/** Timers of the main process that keep it from sleeping, once it is signed in and was left alone. */
export async function countTimers({ launch, tray }: Scene): Promise<number> {
  const app = await launch()
  await tray.waitForLabel(/^Signed in as /)
  const resources = await app.electron.evaluate(async () => {
    // What a start does for a moment is over by then.
    await new Promise(resolve => setTimeout(resolve, 15_000))
    return process.getActiveResourcesInfo()
  })
  await app.quit()
  await tray.waitForNoItem()
  return resources.filter(name => name === 'Timeout').length
}
