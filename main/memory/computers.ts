import { createHmac, randomBytes } from 'node:crypto'
import { type Memory, MOST_OTHERS, newMemory } from './memory.ts'

type Known = Omit<Memory, 'version' | 'computer' | 'others'>

/**
 * The memory as seen by the computer with this id: a home may be copied to another computer, or shared by several. Each
 * has its own identifier at plex.tv and its own sign-in, and leaves the others' alone. `copied`: there was only memory
 * of others.
 */
export function onThisComputer(
  memory: Memory,
  id: string | null,
  newIdentifier: () => string,
): { readonly memory: Memory; readonly copied: boolean } {
  const { computer, others } = memory
  if (id === null) return { memory, copied: false }
  const salt = computer?.salt ?? randomBytes(16).toString('hex')
  const hash = hashOf(id, salt)
  if (computer === null) return { memory: { ...memory, computer: { salt, hash } }, copied: false }
  if (computer.hash === hash) return { memory, copied: false }

  const back = others.find(other => other.hash === hash)
  const rest = others.filter(other => other !== back)
  const { hash: _own, ...present } = back ?? { hash, ...newcomer(newIdentifier()) }
  return {
    memory: {
      version: memory.version,
      ...present,
      computer: { salt, hash },
      others: [{ ...knownOf(memory), hash: computer.hash }, ...rest].slice(0, MOST_OTHERS),
    },
    copied: back === undefined,
  }
}

function knownOf({ version: _version, computer: _computer, others: _others, ...known }: Memory): Known {
  return known
}

/** The keychain came with the copied home: what it holds is not this computer's. */
const newcomer = (identifier: string): Known => ({
  ...knownOf(newMemory(identifier)),
  tokenStored: 'no',
  unfinishedStored: 'no',
})

/** HMAC-SHA-256 with the id as its key: machine-id(5) asks us not to reveal the id itself. */
const hashOf = (id: string, salt: string): string => createHmac('sha256', id).update(salt).digest('hex')
