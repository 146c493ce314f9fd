import type { KeyId } from '../../common/ids.ts'
import { createWorld } from '../sign-in/world.fake.ts'

/** The tokens of keys in a keychain. For tests. */
export const tokensOfKeys = (items: ReadonlyMap<string, string>): string[] =>
  [...items].flatMap(([account, text]) => (account.startsWith('key:') ? [text] : []))

/** A world with what a person does with keys in it. For tests. */
export function createKeysWorld({ chance = 0.5 }: { readonly chance?: number } = {}) {
  const world = createWorld({ pinLifeMs: 20_000, chance })
  const keys = () => world.keys()
  const view = () =>
    keys().view({
      now: world.clock.now(),
      calendar: world.clock.calendar(),
      qr: () => ({ path: '', modules: 21 }),
    })
  const create = (name: string) => keys().create({ name, preset: null, server: null })

  return {
    ...world,
    keys,
    view,
    names: () => view().list.map(({ name, state }) => `${name} ${state}`),
    /** What the keychain has of keys. */
    keyItems: () => [...world.items].filter(([account]) => account.startsWith('key:')),
    /** The tokens of keys that it has. */
    keyTokens: () => tokensOfKeys(world.items),
    create,
    async signInAs(account: string) {
      world.signIn().start()
      await world.clock.advance(1_000)
      const token = world.approve(
        world.livePins().find(({ device }) => device === '')!,
        account,
      )
      await world.clock.advance(5_000)
      return token
    },
    async makeKey(name = 'Kometa'): Promise<KeyId> {
      create(name)
      await world.clock.advance(3_000)
      return view().list.find(key => key.name === name)!.id
    },
    /** A key whose code waits for a person. */
    async createByHand(name = 'Kometa') {
      world.setLinks(false)
      create(name)
      await world.clock.advance(3_000)
      return world.livePins().find(({ device }) => device !== '')!
    },
    /** What comes of it, with the time that it takes. */
    async answered<T>(work: Promise<T>): Promise<T> {
      await world.clock.advance(1_000)
      return work
    },
  }
}
