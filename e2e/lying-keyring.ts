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
  /** From now on it has what it says, under whatever attributes it is looked for. */
  keepItsWord(): void
}

/** Owns a name on the bus as a keyring that is open, takes everything and has nothing. */
export async function startLyingKeyring(bus: BusConnection, name: string): Promise<LyingKeyring> {
  const asked: string[] = []
  let has = false
  const properties = { Locked: variant('b', false), Label: variant('s', 'Login') }

  function answer({ member, body }: IncomingCall): BusReply | BusRefusal | null {
    switch (member) {
      case 'ReadAlias':
        return { signature: 'o', body: [login] }
      case 'GetAll':
        return {
          signature: 'a{sv}',
          body: [body[0] === 'org.freedesktop.Secret.Collection' ? properties : {}],
        }
      case 'OpenSession':
        if (body[0] !== 'plain') return { error: 'org.freedesktop.DBus.Error.NotSupported' }
        return { signature: 'vo', body: [variant('s', ''), `${PATH}/session/1`] }
      case 'CreateItem':
        return { signature: 'oo', body: [item, '/'] }
      case 'SearchItems':
        return { signature: 'aoao', body: [has ? [item] : [], []] }
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
