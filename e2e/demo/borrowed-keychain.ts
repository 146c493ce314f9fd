import keytar from 'keytar'

/** The place in the person's keychain that the app uses, seen from outside the app. */
export interface BorrowedKeychain {
  /** The text in the app's place; null where there is none. */
  find(): Promise<string | null>
  /** Empties the app's place, if what is in it fits. */
  clear(fits: (kept: string) => boolean): Promise<boolean>
}

const service = 'Latchkey'
const account = 'plex-token'
const probe = 'Latchkey demo'

/** Opens the keychain; the desktop may ask the person to unlock it. Rejects where none takes a secret. */
export async function borrowKeychain(): Promise<BorrowedKeychain> {
  // A locked keychain answers a question as an empty one does. Only what it takes shows that it is open.
  await keytar.setPassword(probe, account, 'can be deleted')
  await keytar.deletePassword(probe, account)
  const find = (): Promise<string | null> => keytar.getPassword(service, account)
  return {
    find,
    async clear(fits) {
      const kept = await find()
      return kept !== null && fits(kept) && keytar.deletePassword(service, account)
    },
  }
}
