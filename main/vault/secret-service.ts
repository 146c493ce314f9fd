import {
  type Answers,
  type AskSessionBus,
  busErrorCode,
  type Known,
  type Question,
} from '../platform/session-bus/port.ts'

export type SecretService = ReturnType<typeof createSecretService>

/** What a keyring says of itself without being opened. */
export interface Keyring {
  readonly path: string
  /** Undefined if it does not say. */
  readonly locked: boolean | undefined
  /** How many items it lists. A locked one may list none although it holds some. */
  readonly items: number
  /** It calls itself locked, but opens without a question. */
  readonly opensUnasked?: true
  /** It is open, but not for us: the person is asked before it lets us in. */
  readonly asksFirst?: true
}

/** The paths of items, by whether they can be read at once. */
export interface Found {
  readonly unlocked: readonly string[]
  readonly locked: readonly string[]
}

const NAME = 'org.freedesktop.secrets'
const PATH = '/org/freedesktop/secrets'
const SERVICE = 'org.freedesktop.Secret.Service'
const COLLECTION = 'org.freedesktop.Secret.Collection'
// libsecret adds this to the attributes of an item that keytar stores (keytar_posix.cc, `schema`).
const SCHEMA = 'org.freedesktop.Secret.Generic'
/** A keyring, or an item, that went away since it was listed. */
const GONE = /^org\.freedesktop\.(?:DBus\.Error\.Unknown\w+|Secret\.Error\.NoSuchObject)$/
/** Where KWallet has its own calls, beside those of the Secret Service: in KDE Frameworks 5 and 6. */
const WALLETS = ['/modules/kwalletd5', '/modules/kwalletd6']
/** Lives in memory until the desktop's session ends, always open. */
const SESSION = `${PATH}/collection/session`

/**
 * What the Secret Service says over the session bus without a prompt and without a secret. Rejects with a `BusError`.
 * `renewed`: called when another program answers than the last time. `walletAsks`: whether KWallet asks the person before
 * it lets programs at a wallet that is open.
 */
export function createSecretService(
  askBus: AskSessionBus,
  renewed = () => {},
  walletAsks: (wallet: string) => Promise<boolean> = async () => false,
) {
  let owner: string | undefined

  async function ask<S extends Known>(question: Omit<Question<S>, 'destination'>): Promise<Answers[S]> {
    const { sender, values } = await askBus({ destination: NAME, ...question } as Question<S>)
    if (owner !== undefined && owner !== sender) renewed()
    owner = sender
    return values
  }

  const propertiesOf = async (path: string, of: string) => {
    const question = { path, interface: 'org.freedesktop.DBus.Properties', member: 'GetAll' }
    const [properties] = await ask({ ...question, signature: 's', values: [of], returns: 'a{sv}' })
    return properties
  }

  /**
   * HAZARD: KWallet (5.103) calls a wallet locked that was opened in another way than over the Secret Service, as a login
   * does it, until somebody unlocks it that way (`KWalletFreedesktopCollection::locked`). That asks nobody, unless its
   * settings say otherwise.
   */
  async function isOpenWallet(name: string): Promise<boolean> {
    for (const path of WALLETS) {
      const question = { path, interface: 'org.kde.KWallet', member: 'isOpen' } as const
      const open = await ask({ ...question, signature: 's', values: [name], returns: 'b' }).catch(() => null)
      if (open !== null) return open[0]
    }
    return false
  }

  async function keyring(path: string): Promise<Keyring | undefined> {
    const properties = await propertiesOf(path, COLLECTION).catch(noneIfGone)
    if (properties === undefined) return undefined
    const locked = properties.get('Locked')?.value
    const items = properties.get('Items')
    const label = properties.get('Label')?.value
    const said = {
      path,
      locked: typeof locked === 'boolean' ? locked : undefined,
      items: items?.signature === 'ao' ? (items.value as readonly string[]).length : 0,
    }
    if (locked !== true || typeof label !== 'string' || !(await isOpenWallet(label))) return said
    return {
      ...said,
      locked: false,
      ...((await walletAsks(label)) ? { asksFirst: true } : { opensUnasked: true }),
    }
  }

  return {
    /** Where new items go: the keyring with the alias `default`. Undefined if there is none. */
    async collection(): Promise<string | undefined> {
      const path = await unlessSaidTwice('/', async () => {
        const question = { path: PATH, interface: SERVICE, member: 'ReadAlias' }
        const [found] = await ask({ ...question, signature: 's', values: ['default'], returns: 'o' })
        return found
      })
      return path === '/' ? undefined : path
    },

    /** All keyrings but the one that lives in memory alone. */
    async keyrings(): Promise<readonly Keyring[]> {
      const paths = await unlessEmptyTwice(async () => {
        const listed = (await propertiesOf(PATH, SERVICE)).get('Collections')
        return listed?.signature === 'ao' ? (listed.value as readonly string[]) : []
      })
      const found = await Promise.all(paths.filter(path => path !== SESSION).map(keyring))
      return found.filter(one => one !== undefined)
    },

    /**
     * The items with the attributes that keytar uses. HAZARD: KeePassXC may ask for a password if all its databases are
     * locked (`Service::searchItems`).
     */
    async search(service: string, account?: string): Promise<Found> {
      const attributes = new Map([
        ['xdg:schema', SCHEMA],
        ['service', service],
        ...(account === undefined ? [] : [['account', account] as const]),
      ])
      const look = async () => {
        const question = { path: PATH, interface: SERVICE, member: 'SearchItems' }
        const [unlocked, locked] = await ask({
          ...question,
          signature: 'a{ss}',
          values: [attributes],
          returns: 'aoao',
        })
        return { unlocked, locked }
      }
      const first = await look()
      return first.unlocked.length + first.locked.length > 0 ? first : look()
    },

    /** Under which account keytar stored an item; undefined where a locked keyring does not say, or it is gone. */
    async account(item: string): Promise<string | undefined> {
      const properties = await propertiesOf(item, 'org.freedesktop.Secret.Item').catch(noneIfGone)
      const attributes = properties?.get('Attributes')
      return attributes?.signature === 'a{ss}'
        ? (attributes.value as ReadonlyMap<string, string>).get('account')
        : undefined
    },

    /** Deletes an item if that asks nobody; a question is left unasked, and the item stays: then it is false. */
    async remove(item: string): Promise<boolean> {
      const question = { path: item, interface: 'org.freedesktop.Secret.Item', member: 'Delete' }
      const [prompt] = await ask({ ...question, returns: 'o' })
      if (prompt === '/') return true
      await ask({ path: prompt, interface: 'org.freedesktop.Secret.Prompt', member: 'Dismiss', returns: '' })
      return false
    },
  }
}

function noneIfGone(error: unknown): undefined {
  if (!GONE.test(busErrorCode(error) ?? '')) throw error
}

/**
 * HAZARD: gnome-keyring (42.1 and 50.0) may handle the first question of a connection before it knows the connection.
 * If that is a `Get` it aborts, and the person's open keyring is gone; to the questions above it answers that there is
 * nothing. So "nothing" is believed only when it is said twice.
 */
async function unlessSaidTwice<T>(nothing: T, ask: () => Promise<T>): Promise<T> {
  const first = await ask()
  return first === nothing ? ask() : first
}

async function unlessEmptyTwice<T>(ask: () => Promise<readonly T[]>): Promise<readonly T[]> {
  const first = await ask()
  return first.length === 0 ? ask() : first
}
