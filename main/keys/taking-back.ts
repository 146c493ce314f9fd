import type { KeyId } from '../../common/ids.ts'
import { Failure, toProblem } from '../failure.ts'
import type { KeyIdentity } from '../plex/headers.ts'
import type { Secret } from '../secret.ts'
import type { KeyVault } from '../vault/key-vault.ts'
import type { Asking } from '../vault/port.ts'
import type { UnfinishedBusiness } from '../vault/unfinished.ts'
import { identityOf, type KeyRecord } from './record.ts'

interface Ports {
  readonly vault: Pick<KeyVault, 'read' | 'erase' | 'kept'>
  readonly owe: (token: Secret, key: KeyIdentity) => Promise<void>
  readonly isSafe: (token: Secret) => Promise<boolean>
  readonly unfinished: Pick<UnfinishedBusiness, 'load'>
  readonly clean?: Clean
  /** Called with the files that it is not in any more. */
  readonly cleaned: (id: KeyId, files: readonly string[]) => void
}

/** Takes a key out of the files of programs, or puts another in its place. Resolves with those that it was in, soon. */
export type Clean = (
  record: KeyRecord,
  instead?: Pick<KeyRecord, 'name' | 'identifier'> & { readonly key: string },
) => Promise<readonly string[]>

/** What came of it. `waiting`: the keychain does not hand it out, or let go of it, yet. */
export type Taken = 'gone' | 'missing' | 'waiting'

/**
 * Has plex.tv end a key, and erases it. Its token is erased only once its revocation is in the keychain or done, so that
 * it has an owner whatever happens in between.
 */
export function createTakingBack({ vault, owe, isSafe, unfinished, clean, cleaned }: Ports) {
  const owning = (key: KeyIdentity, how: Asking) => async (token: Secret) => {
    await owe(token, key)
    // Its debt may have to wait for something of ours that is locked: who takes a key back may open that.
    if (how.silently !== true && !(await isSafe(token))) await unfinished.load(how)
    if (!(await isSafe(token))) throw new Failure('keychain-locked')
  }

  async function cleanFiles(record: KeyRecord): Promise<void> {
    const files = (await clean?.(record)) ?? []
    if (files.length > 0) cleaned(record.id, files)
  }

  return async function takeBack(record: KeyRecord, how: Asking): Promise<Taken> {
    const { id, stage, stored } = record
    const key = identityOf(record)
    const isInMemory = vault.kept(id) !== 'keychain'
    // What is given up already has its owner, or gets one as it is erased.
    if (stored !== 'given-up' && (stored !== 'no' || isInMemory)) {
      try {
        const token = await vault.read(id, how)
        await owning(key, how)(token)
      } catch (error) {
        const isMissing = toProblem(error) === 'keychain-emptied'
        if (!isMissing) return 'waiting'
        if (stage !== 'dead') {
          // It may come back, unless the person does not wait for that.
          if (record.givenUp) await cleanFiles(record)
          return 'missing'
        }
      }
    }
    await cleanFiles(record)
    return (await vault.erase(id, how, owning(key, how))) ? 'gone' : 'waiting'
  }
}
