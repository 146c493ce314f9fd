import {
  type BusConnection,
  type BusRefusal,
  type BusReply,
  type IncomingCall,
  variant,
} from './bus-connection.ts'

const PATH = '/org/freedesktop/secrets'
const login = `${PATH}/collection/login`
const item = `${login}/1`

/** A Secret Service that says yes to every save. */
export interface LyingKeyring {
  /** Members that it was called for, oldest first. */
  asked(): readonly string[]
  /** From now on it has an item with what it was given last, for any attributes, as promised. */
  keepItsWord(): void
}

/** Owns a name on the bus as an open keyring that accepts everything and keeps nothing. */
export async function startLyingKeyring(bus: BusConnection, name: string): Promise<LyingKeyring> {
  const asked: string[] = []
  let has = false
  let secret: unknown
  const properties: Readonly<Record<string, object>> = {
    'org.freedesktop.Secret.Service': { Collections: variant('ao', [login]) },
    'org.freedesktop.Secret.Collection': {
      Locked: variant('b', false),
      Label: variant('s', 'Login'),
      Items: variant('ao', []),
    },
  }

  function answer({ member, body }: IncomingCall): BusReply | BusRefusal | null {
    switch (member) {
      case 'ReadAlias':
        return { signature: 'o', body: [login] }
      case 'GetAll':
        return { signature: 'a{sv}', body: [properties[body[0] as string] ?? {}] }
      case 'OpenSession':
        if (body[0] !== 'plain') return { error: 'org.freedesktop.DBus.Error.NotSupported' }
        return { signature: 'vo', body: [variant('s', ''), `${PATH}/session/1`] }
      case 'CreateItem':
        secret = body[1]
        return { signature: 'oo', body: [item, '/'] }
      case 'SearchItems':
        return { signature: 'aoao', body: [has ? [item] : [], []] }
      case 'GetSecrets':
        return { signature: 'a{o(oayays)}', body: [{ [item]: secret }] }
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
  }
}
