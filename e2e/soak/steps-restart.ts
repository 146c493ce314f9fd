import { openKeyring, seeToDialogs } from './keyring.ts'
import { away } from './life.ts'
import type { Step } from './step.ts'
import { unowned } from './tokens.ts'
import { minute, second, told } from './units.ts'

/** The app ends and is started again. Only where it has brought everything into the keychain: else it may lose that. */
export const restartSteps: readonly Step[] = (['quit', 'SIGTERM', 'SIGKILL'] as const).map(how => ({
  name: `${how} and start`,
  weight: 6,
  possible: (_view, world) => world.lockedUntil === null,
  take: async world => {
    const { life, random, desktop } = world
    if ((await unowned(world)).length > 0) return 'not with a token in memory'
    await world.calm('if it ends with the app')
    // A start cannot ask after a code that is in a locked keychain, and plex.tv would hear nothing for too long.
    const unfinished = await desktop.keychain.find('Latchkey', 'unfinished')
    const locked = unfinished?.includes('"code"') !== true && random.chance(0.5)
    const time = random.span(away.least, away.most)
    await life.restart(how, time, async () => {
      if (locked) await desktop.keychain.lock()
    })
    if (locked) {
      await seeToDialogs(world)
      await life.pass(random.span(second, minute))
      await openKeyring(world)
    }
    await life.pass(random.span(5 * second, minute))
    return `after ${told(time)}${locked ? ', with a locked keyring' : ''}`
  },
}))
