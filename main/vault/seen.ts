import type { Keychain } from './port.ts'
import type { Mood } from './mood.ts'
import type { SecretService } from './secret-service.ts'

/** The keychain said that it took an item, and has none. */
export class UnseenError extends Error {
  override readonly name = 'UnseenError'
}

interface Options {
  readonly platform: NodeJS.Platform
  readonly mood: () => Promise<Mood>
  /** Of Linux desktops alone. */
  readonly secretService: Pick<SecretService, 'has'>
}

type IsThere = (service: string, account: string) => Promise<boolean>

/**
 * Looks whether an item that was just stored is where it was promised to be, by another way than the one that stored it.
 * Rejects where that cannot be told. On macOS and Windows nobody looks: there the only other way is to ask for the secret
 * itself, and keytar stores nowhere but in the Keychain (keytar_mac.cc) and the Credential Manager (keytar_win.cc).
 */
export function createIsThere({ platform, mood, secretService }: Options): IsThere {
  if (platform !== 'linux') return () => Promise.resolve(true)
  return async (service, account) => {
    // To look into a locked one may put up a prompt, which nobody has asked for.
    if ((await mood()) === 'locked') throw new Error('The keychain was locked before anybody could look')
    return secretService.has(service, account)
  }
}

/** A keychain that is believed about a save only when the item is seen. */
export const believedWhenSeen = (keychain: Keychain, isThere: IsThere): Keychain => ({
  getPassword: (service, account) => keychain.getPassword(service, account),
  deletePassword: (service, account) => keychain.deletePassword(service, account),
  async setPassword(service, account, password) {
    await keychain.setPassword(service, account, password)
    if (!(await isThere(service, account))) throw new UnseenError('What was stored is not in the keychain')
  },
})
