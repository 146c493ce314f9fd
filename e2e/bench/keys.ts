import { setTimeout as pause } from 'node:timers/promises'
import type { World } from '../demo/world.ts'
import { eventually } from '../world/eventually.ts'
import { keysIn } from '../world/keys.ts'
import { windowOf } from '../world/window.ts'
import { print } from './figures.ts'

const KEYS = 20
/** Milliseconds between two keys: as fast as a person fills in the form. */
const BETWEEN = 2_000

/** Makes keys, and takes them back. Returns the milliseconds from each click on "Create" to its key. */
export async function measureKeys({ launch, tray, person, simulator }: World): Promise<readonly number[]> {
  const app = await launch()
  await person.signIn()
  await tray.click('Keys…')
  const keys = keysIn(windowOf(app), tray)
  const page = await keys.page()
  const took: number[] = []
  for (let number = 1; number <= KEYS; number++) {
    await page.getByTestId('new-key').click()
    await page.getByTestId('key-name').fill(`Program ${number}`)
    const clicked = performance.now()
    await page.getByTestId('create-key').click()
    await page.getByTestId('copy-key').waitFor()
    took.push(performance.now() - clicked)
    await keys.done()
    await pause(BETWEEN)
  }
  print(`  ${KEYS} keys`)
  await tray.click(`Sign out and revoke ${KEYS} keys`)
  await eventually('the end of all keys', () => simulator.tokens().every(({ alive }) => !alive))
  await app.quit()
  await tray.waitForNoItem()
  return took
}
