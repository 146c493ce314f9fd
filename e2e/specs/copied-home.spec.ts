import { readFile } from 'node:fs/promises'
import path from 'node:path'
import en from '../../common/locales/en.json' with { type: 'json' }
import type { Desktop } from '../world/desktop.ts'
import { signedIn } from '../world/health.ts'
import { otherComputer } from '../world/other-computer.ts'
import { expect, test } from '../world/test.ts'

interface Kept {
  readonly clientIdentifier: string
  readonly tokenStored: string
}

const memoryOf = async (desktop: Desktop) =>
  JSON.parse(await readFile(path.join(desktop.configHome, 'Latchkey/memory.json'), 'utf8')) as Kept

// They are two computers to plex.tv, which ask for a code each.
test.use({ allowedConduct: ['identifier-changed', 'mint-too-often'] })

test('leaves alone what came with a copied home, says so once, and gives each computer its own again', async ({
  desktop,
  launch,
  tray,
  person,
  simulator,
}) => {
  const [home, laptop] = [await otherComputer(desktop, 'a1'), await otherComputer(desktop, 'b2')]
  const line = en.tray.notice['memory-copied']
  const first = await launch({ preload: home })
  await person.signIn(undefined, { token: 'token-of-the-first-one' })
  const own = await memoryOf(desktop)
  await person.quit()
  await first.exit()

  // The keychain came with it.
  const before = simulator.log.length
  const copy = await launch({ preload: laptop })
  await tray.offersSignIn()
  await tray.waitForLabel(line)
  const copied = await memoryOf(desktop)
  expect(copied.clientIdentifier).not.toBe(own.clientIdentifier)
  await tray.click(line)
  const window = await copy.window()
  await expect(window.getByTestId('notice').getByText(en.window.notice['memory-copied'])).toBeVisible()
  await window.getByRole('button', { name: en.action.dismiss }).click()
  expect(simulator.log.slice(before)).toEqual([])

  await person.signIn(undefined, { token: 'token-of-the-second-one' })
  await person.quit()
  await copy.exit()
  const since = simulator.log.slice(before)
  expect(new Set(since.map(({ headers }) => headers['x-plex-client-identifier']))).toEqual(
    new Set([copied.clientIdentifier]),
  )
  expect(since.filter(({ headers }) => headers['x-plex-token'] === 'token-of-the-first-one')).toEqual([])

  const again = await launch({ preload: laptop })
  await tray.waitForLabel(signedIn)
  expect(await tray.labels()).not.toContain(line)
  await person.quit()
  await again.exit()
  await launch({ preload: home })
  await tray.waitForLabel(signedIn)
  expect([await tray.labels(), await memoryOf(desktop)]).toEqual([
    expect.not.arrayContaining([line]),
    expect.objectContaining({ clientIdentifier: own.clientIdentifier }),
  ])
})
