import type { Step } from './step.ts'
import { hour, minute, second, told } from './units.ts'

/** What happens to the app: time, network, desktop and plex.tv. */
export const surroundingSteps: readonly Step[] = [
  {
    name: 'time passes',
    weight: 6,
    possible: view => view.code === undefined,
    take: async ({ life, random }) => {
      const time = random.span(minute, 40 * minute)
      await life.pass(time)
      return told(time)
    },
  },
  {
    name: 'time passes with a code on screen',
    weight: 5,
    possible: view => view.code !== undefined,
    take: async ({ life, random }) => {
      const time = random.span(10 * second, 16 * minute)
      await life.pass(time)
      return told(time)
    },
  },
  {
    name: 'sleep',
    weight: 4,
    possible: () => true,
    take: async ({ life, random }) => {
      const time = random.span(2 * minute, 90 * minute)
      await life.sleep(time)
      await life.pass(random.span(5 * second, minute))
      return told(time)
    },
  },
  {
    name: 'a trouble of the network',
    weight: 7,
    possible: (_view, world) => world.trouble() === null,
    take: async world => {
      const time = world.random.span(minute, 2 * hour)
      const name = await world.disturb(time)
      await world.life.pass(world.random.span(second, minute))
      return `${name}, for ${told(time)}`
    },
  },
  {
    name: 'the panel restarts',
    weight: 4,
    possible: () => true,
    take: async ({ tray, life, random }) => {
      await tray.close()
      await life.pass(random.span(second, 2 * minute))
      await tray.open()
      await tray.waitForItem()
    },
  },
  {
    name: 'the keyring is locked',
    weight: 4,
    possible: (_view, world) => world.lockedUntil === null,
    take: async world => {
      const time = world.random.span(10 * second, 30 * minute)
      world.lockedUntil = world.life.elapsed() + time
      await world.desktop.keychain.lock()
      return `for ${told(time)}`
    },
  },
  {
    name: 'the keyring does not answer for a while',
    weight: 2,
    possible: (_view, world) => world.lockedUntil === null,
    take: async world => {
      world.desktop.keychain.pause()
      await world.life.pass(world.random.span(second, 20 * second))
      world.desktop.keychain.resume()
      world.keyringOpenSince = world.life.elapsed()
      await world.life.pass(second)
    },
  },
  {
    name: 'Plex ends the sign-in',
    weight: 5,
    possible: (view, { simulator }) =>
      view.has(/^Signed in/) && simulator.tokens().some(({ alive }) => alive),
    take: async ({ simulator, random }) => {
      const { token } = random.pick(simulator.tokens().filter(({ alive }) => alive))
      simulator.revoke(token)
    },
  },
  {
    name: 'a new password',
    weight: 2,
    possible: () => true,
    take: async ({ simulator, random, people }) => {
      const signOut = random.chance(0.5)
      simulator.changePassword(random.pick(people), { signOut })
      return signOut ? 'which signs out everywhere' : 'alone'
    },
  },
  {
    name: 'a second start',
    weight: 2,
    possible: () => true,
    take: async ({ life, random }) => {
      const { code } = await life.app().secondStart(random.chance(0.5) ? ['--hidden'] : [])
      if (code !== 0) throw new Error(`the second start ended with ${code}`)
    },
  },
]
