import type { Problem } from '../../common/sign-in-view.ts'
import en from '../../common/locales/en.json' with { type: 'json' }
import { type CheckFault, checkFaults } from '../world/check-fault-table.ts'
import { expect, health, type Scene, signedIn } from '../world/health.ts'
import { rowsToTry } from '../world/rows.ts'
import type { Parts } from '../world/test.ts'

const hour = 3_600_000
/** The longest pause before the next try, with its jitter, and the pause that a 429 may ask for. */
const nextTry = 5.5 * 60_000 + 30_000

/** What is wrong where somebody did answer. */
const answered: readonly Problem[] = ['service', 'rate-limited', 'unexpected']

type World = Pick<Parts, 'tray' | 'simulator' | 'desktop' | 'notifications'> & { readonly scene: Scene }

async function outlives(fault: CheckFault, { scene, tray, simulator, desktop, notifications }: World) {
  const { app, time, token } = scene
  const title = answered.includes(fault.problem)
    ? 'Plex could not confirm your sign-in'
    : 'Plex cannot be reached'
  const icon = await tray.icon()
  await time.pass(3 * hour)
  const lift = await fault.strike({ simulator, app })
  await tray.click('Check now')
  // Time enough for the longest wait for an answer.
  await tray.waitForLabel(`${title}, last confirmed 3 h ago`, 15_000)
  await tray.waitForLabel(en.problems[fault.problem].title)
  await tray.waitForLabel(signedIn)
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)

  await lift()
  await time.pass(nextTry)
  await expect.poll(() => tray.labels(), { timeout: 15_000 }).not.toContain(en.problems[fault.problem].title)
  await tray.waitForLabel(signedIn)
  expect({
    icon: await tray.icon(),
    token: await desktop.keychain.find('Latchkey', 'plex-token'),
    notifications: notifications.all(),
    redirected: simulator.redirectSink,
  }).toEqual({ icon, token, notifications: [], redirected: [] })
}

/** So many that no daily check falls among them. */
const mostAtOnce = 5
const tried = rowsToTry(checkFaults, fault => fault.problem)

for (let first = 0; first < tried.length; first += mostAtOnce) {
  const group = tried.slice(first, first + mostAtOnce)
  const names = group.map(({ name }) => name).join(', ')
  health(
    `${names}: keeps the token, and confirms it by itself when it is over`,
    async ({ scene, tray, simulator, desktop, notifications }) => {
      for (const fault of group) {
        await health.step(fault.name, () =>
          outlives(fault, { scene, tray, simulator, desktop, notifications }),
        )
      }
    },
  )
}
