import {
  type BusConnection,
  type BusRefusal,
  type BusReply,
  type IncomingCall,
  unwrap,
  variant,
} from './bus-connection.ts'

const PATH = '/org/freedesktop/secrets'
const login = `${PATH}/collection/login`

/** A Secret Service that says yes to every save, unless it is told not to. */
export interface LyingKeyring {
  /** Members that it was called for, oldest first. */
  asked(): readonly string[]
  /** From now on it has each item that it was given, with what it was given last, as promised. */
  keepItsWord(): void
  /** From now on it answers to a save of these accounts with an error, as a full one does; null: to none. */
  refuse(accounts: RegExp | null): void
  /** The accounts of what it was given and still has. */
  items(): readonly string[]
}

/** What an item is to be found by: keytar names it by its account. */
const attributesOf = (properties: unknown) =>
  (unwrap(properties) as Record<string, { account: string }>)['org.freedesktop.Secret.Item.Attributes']!

/** Owns a name on the bus as an open keyring that accepts everything and keeps nothing. */
export async function startLyingKeyring(bus: BusConnection, name: string): Promise<LyingKeyring> {
  const asked: string[] = []
  let has = false
  let refused: RegExp | null = null
  /** By account, at the place that its path tells. */
  const given = new Map<string, unknown>()
  const accounts: string[] = []
  const pathOf = (account: string) => {
    if (!accounts.includes(account)) accounts.push(account)
    return `${login}/${accounts.indexOf(account) + 1}`
  }
  const accountAt = (item: string) => accounts[Number(item.slice(login.length + 1)) - 1] ?? ''
  const found = (wanted: string | undefined) =>
    has ? [...given.keys()].filter(account => account === (wanted ?? account)).map(pathOf) : []
  const properties: Readonly<Record<string, object>> = {
    'org.freedesktop.Secret.Service': { Collections: variant('ao', [login]) },
    'org.freedesktop.Secret.Collection': {
      Locked: variant('b', false),
      Label: variant('s', 'Login'),
      Items: variant('ao', []),
    },
  }

  function answer({ member, path, body }: IncomingCall): BusReply | BusRefusal | null {
    switch (member) {
      case 'ReadAlias':
        return { signature: 'o', body: [login] }
      case 'GetAll':
        return { signature: 'a{sv}', body: [properties[body[0] as string] ?? {}] }
      case 'OpenSession':
        if (body[0] !== 'plain') return { error: 'org.freedesktop.DBus.Error.NotSupported' }
        return { signature: 'vo', body: [variant('s', ''), `${PATH}/session/1`] }
      case 'CreateItem': {
        const { account } = attributesOf(body[0])
        if (refused?.test(account) === true) return { error: 'org.freedesktop.DBus.Error.NoMemory' }
        given.set(account, body[1])
        return { signature: 'oo', body: [pathOf(account), '/'] }
      }
      case 'SearchItems':
        return { signature: 'aoao', body: [found((body[0] as { account?: string }).account), []] }
      case 'GetSecrets': {
        const secrets = (body[0] as string[]).map(item => [item, given.get(accountAt(item))])
        return { signature: 'a{o(oayays)}', body: [Object.fromEntries(secrets)] }
      }
      case 'Delete':
        given.delete(accountAt(path))
        return { signature: 'o', body: ['/'] }
      case 'Unlock':
        return { signature: 'aoo', body: [[], '/'] }
      default:
        return null
    }
  }

  bus.serve(call => {
    if (!call.path.startsWith(PATH)) return null
    asked.push(call.member)
    return answer(call)
  })
  await bus.own(name)
  return {
    asked: () => asked,
    keepItsWord: () => void (has = true),
    refuse: which => void (refused = which),
    items: () => [...given.keys()],
  }
}
