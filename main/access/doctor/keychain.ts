import type { Text } from '../../../common/text.ts'
import { failed, type Finding, ok, warning } from './finding.ts'

/**
 * What came of a test item, or the layer that failed: the bus, the service on it, the keyring for new items, the item
 * itself; `unstarted`: the part of Latchkey that asks. `untried`: this keychain does not say whether it would ask;
 * `asks`: it does, before it hands out what is in it.
 */
export type KeychainState =
  | 'works'
  | 'untried'
  | 'asks'
  | 'no-bus'
  | 'missing'
  | 'silent'
  | 'no-keyring'
  | 'locked'
  | 'unstarted'
  | 'refused'
  | 'changed'
  | 'left'

/** It works, but not without somebody. */
const nearly: readonly KeychainState[] = ['locked', 'refused', 'left']

/** `isSignedIn`: the button that asks the keychain is named otherwise then. */
export function judgeKeychain(text: Text, state: KeychainState, isSignedIn: boolean): Finding {
  if (state === 'works' || state === 'untried' || state === 'asks')
    return ok(text(`doctor.keychain.${state}`))
  const tell = nearly.includes(state) ? warning : failed
  const button = text(isSignedIn ? 'action.tryNow' : 'action.tryAgain')
  return tell(text(`doctor.keychain.${state}`), text(`doctor.keychainNext.${state}`, { button }))
}
