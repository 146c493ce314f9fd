import type { AskSessionBus } from '../session-bus/port.ts'

export type SecretService = ReturnType<typeof createSecretService>

const SERVICE = {
  destination: 'org.freedesktop.secrets',
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
} as const
const COLLECTION = 'org.freedesktop.Secret.Collection'
// What libsecret adds to the attributes of an item that keytar stores (keytar_posix.cc, `schema`).
const SCHEMA = 'org.freedesktop.Secret.Generic'

/** What the Secret Service tells over the session bus, without a prompt and without a secret. Rejects with a `BusError`. */
export function createSecretService(ask: AskSessionBus) {
  return {
    /** Where new items go: the collection with the alias `default`. Undefined where there is none yet. */
    async collection(): Promise<string | undefined> {
      const path = await unlessSaidTwice('/', async () => {
        const question = { ...SERVICE, member: 'ReadAlias', signature: 's', values: ['default'] }
        const [found] = await ask({ ...question, returns: 'o' })
        return found
      })
      return path === '/' ? undefined : path
    },

    /** Whether a collection is locked; undefined where it does not say. */
    async isLocked(collection: string): Promise<boolean | undefined> {
      const locked = await unlessSaidTwice(undefined, async () => {
        const [properties] = await ask({
          destination: SERVICE.destination,
          path: collection,
          interface: 'org.freedesktop.DBus.Properties',
          member: 'GetAll',
          signature: 's',
          values: [COLLECTION],
          returns: 'a{sv}',
        })
        return properties.get('Locked')?.value
      })
      return typeof locked === 'boolean' ? locked : undefined
    },

    /**
     * Whether it has an item under the attributes that keytar gives its own, be it locked or not. HAZARD: KeePassXC may ask
     * for a password where all its databases are locked (`Service::searchItems`).
     */
    async has(service: string, account: string): Promise<boolean> {
      const attributes = new Map([
        ['xdg:schema', SCHEMA],
        ['service', service],
        ['account', account],
      ])
      const found = await unlessSaidTwice(0, async () => {
        const question = { ...SERVICE, member: 'SearchItems', signature: 'a{ss}', values: [attributes] }
        const [unlocked, locked] = await ask({ ...question, returns: 'aoao' })
        return unlocked.length + locked.length
      })
      return found > 0
    },
  }
}

/**
 * HAZARD: gnome-keyring (42.1 and 50.0) may come to the first question of a connection before it knows the connection.
 * It aborts when that is a `Get`, and the person's open keyring is gone; to the questions above it answers that there is
 * nothing. So that is believed only when it is said twice.
 */
async function unlessSaidTwice<T>(nothing: T, ask: () => Promise<T>): Promise<T> {
  const first = await ask()
  return first === nothing ? ask() : first
}
