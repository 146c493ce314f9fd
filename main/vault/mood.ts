import { busErrorCode } from '../session-bus/port.ts'
import type { SecretService } from './secret-service.ts'

/**
 * What can be told of the keychain without a prompt. `ready`: it gives and takes without asking anybody. `locked`: the
 * next call asks for a password. `absent`: this computer has none. `unknown`: it cannot be asked.
 */
export type Mood = 'ready' | 'locked' | 'absent' | 'unknown'

interface Options {
  readonly platform: NodeJS.Platform
  /** Whether the native module can be loaded: false where libsecret is missing or the module is for something else. */
  readonly isLoadable: () => Promise<boolean>
  /** Of Linux desktops alone. */
  readonly secretService: Pick<SecretService, 'collection' | 'isLocked'>
}

/** Tells the mood of the keychain; never rejects, and never shows a prompt. */
export function createKeychainMood({ platform, isLoadable, secretService }: Options): () => Promise<Mood> {
  return async () => {
    // macOS and Windows always have one, and to ask whether it is open is to open it.
    const mood = platform === 'linux' ? await moodOf(secretService).catch(withoutAnswer) : 'unknown'
    if (mood === 'absent') return mood
    return isLoadable().then(
      loadable => (loadable ? mood : 'absent'),
      () => 'unknown',
    )
  }
}

async function moodOf(secretService: Options['secretService']): Promise<Mood> {
  const collection = await secretService.collection()
  // None yet: whoever stores first is asked for the password of a new one.
  if (collection === undefined) return 'locked'
  const locked = await secretService.isLocked(collection)
  if (locked === undefined) return 'unknown'
  return locked ? 'locked' : 'ready'
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
