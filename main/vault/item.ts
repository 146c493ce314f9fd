import { Failure } from '../failure.ts'
import { unstartedIn } from './unstarted.ts'

/**
 * Asks the keychain for an item that was stored in it, or to delete it. A locked Linux keychain answers null or false,
 * just as one does in which the item is no more: here such an answer is given only when the keychain is known to have
 * been open. All else fails with `keychain-locked`, or with what is known of why nobody can be asked.
 */
export async function certainly<T extends string | null | boolean>(
  call: () => Promise<T>,
  isOpen: () => Promise<boolean>,
): Promise<T> {
  try {
    const first = await call()
    if (!isNothing(first)) return first
    await demand(isOpen)
    // It may have been opened only after it had answered.
    const second = await call()
    if (isNothing(second)) await demand(isOpen)
    return second
  } catch (error) {
    throw locked(error)
  }
}

const isNothing = (answer: string | null | boolean) => answer === null || answer === false

async function demand(isOpen: () => Promise<boolean>) {
  if (!(await isOpen())) throw new Error('The keychain says nothing of what was stored in it')
}

export function locked(cause: unknown): Failure {
  const unstarted = unstartedIn(cause)
  return new Failure(unstarted === undefined ? 'keychain-locked' : `keychain-${unstarted.why}`, { cause })
}
