import { type AskSessionBus, busErrorCode } from '../session-bus/port.ts'
import type { Keychain } from './calls.ts'

/**
 * What can be told of the keychain without a prompt. `ready`: it gives and takes without asking anybody. `locked`: the
 * next call asks for a password. `absent`: this computer has none. `unknown`: it cannot be asked.
 */
export type Mood = 'ready' | 'locked' | 'absent' | 'unknown'

interface Options {
  readonly platform: NodeJS.Platform
  /** Loads the native module; rejects where libsecret is missing or the module is for something else. */
  readonly open: () => Promise<Keychain>
  /** Of Linux desktops alone. */
  readonly ask: AskSessionBus
}

const SECRETS = 'org.freedesktop.secrets'

/** Tells the mood of the keychain; never rejects, and never shows a prompt. */
export function createKeychainMood({ platform, open, ask }: Options): () => Promise<Mood> {
  return async () => {
    try {
      await open()
    } catch {
      return 'absent'
    }
    // macOS and Windows always have one, and to ask whether it is open is to open it.
    return platform === 'linux' ? secretService(ask).catch(withoutAnswer) : 'unknown'
  }
}

/** New items go into the collection with the alias `default` (libsecret, `SECRET_COLLECTION_DEFAULT`). */
async function secretService(ask: AskSessionBus): Promise<Mood> {
  const collection = await unlessSaidTwice('/', async () => {
    const [path] = await ask({
      destination: SECRETS,
      path: '/org/freedesktop/secrets',
      interface: 'org.freedesktop.Secret.Service',
      member: 'ReadAlias',
      signature: 's',
      values: ['default'],
      returns: 'o',
    })
    return path
  })
  // None yet: whoever stores first is asked for the password of a new one.
  if (collection === '/') return 'locked'
  const locked = await unlessSaidTwice(undefined, async () => {
    const [properties] = await ask({
      destination: SECRETS,
      path: collection,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'GetAll',
      signature: 's',
      values: ['org.freedesktop.Secret.Collection'],
      returns: 'a{sv}',
    })
    return properties.get('Locked')?.value
  })
  if (typeof locked !== 'boolean') return 'unknown'
  return locked ? 'locked' : 'ready'
}

/**
 * HAZARD: gnome-keyring (42.1 and 50.0) may come to the first question of a connection before it knows the connection.
 * It aborts when that is a `Get`, and the person's open keyring is gone; to the two questions above it answers that
 * there is nothing. So that is believed only when it is said twice.
 */
async function unlessSaidTwice<T>(nothing: T, ask: () => Promise<T>): Promise<T> {
  const first = await ask()
  return first === nothing ? ask() : first
}

const NOBODY_THERE =
  /^(?:no-bus|org\.freedesktop\.DBus\.Error\.(?:ServiceUnknown|NameHasNoOwner|Spawn\.\w+))$/

const withoutAnswer = (error: unknown): Mood =>
  NOBODY_THERE.test(busErrorCode(error) ?? '') ? 'absent' : 'unknown'

/**
 * Whether a keychain that has just answered is known to be open. Only the Secret Service answers for what is locked as
 * it does for what is not there; the keychains of macOS and Windows fail instead (keytar, `GetPassword`).
 */
export const createIsOpen =
  ({ platform, mood }: { readonly platform: NodeJS.Platform; readonly mood: () => Promise<Mood> }) =>
  async (): Promise<boolean> =>
    platform !== 'linux' || (await mood()) === 'ready'
