import { createHmac, randomBytes } from 'node:crypto'
import { defaults, MOST_OTHERS, type Settings } from './settings.ts'

/**
 * The settings as they are for the computer with this id: a home may be copied to another one, or be shared by several.
 * Each has an identifier at plex.tv and a sign-in of its own, and leaves those of the others alone. `copied`: it found
 * only those of others.
 */
export function onThisComputer(
  settings: Settings,
  id: string | null,
  newIdentifier: () => string,
): { readonly settings: Settings; readonly copied: boolean } {
  const { computer, others, version, ...known } = settings
  if (id === null) return { settings, copied: false }
  const salt = computer?.salt ?? randomBytes(16).toString('hex')
  const hash = hashOf(id, salt)
  if (computer === null) return { settings: { ...settings, computer: { salt, hash } }, copied: false }
  if (computer.hash === hash) return { settings, copied: false }

  const back = others.find(other => other.hash === hash)
  const rest = others.filter(other => other !== back)
  const present = back ?? {
    ...defaults(newIdentifier()),
    // What the keychain may hold came with it, and is not this computer's.
    tokenStored: 'no',
    unfinishedStored: 'no',
  }
  return {
    settings: {
      version,
      clientIdentifier: present.clientIdentifier,
      tokenStored: present.tokenStored,
      unfinishedStored: present.unfinishedStored,
      signedInAt: present.signedInAt,
      confirmedAt: present.confirmedAt,
      computer: { salt, hash },
      others: [{ ...known, hash: computer.hash }, ...rest].slice(0, MOST_OTHERS),
    },
    copied: back === undefined,
  }
}

/** HMAC-SHA-256 with the id as its key: machine-id(5) asks that the id itself is told to nobody. */
const hashOf = (id: string, salt: string): string => createHmac('sha256', id).update(salt).digest('hex')
