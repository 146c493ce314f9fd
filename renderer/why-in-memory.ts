import type { SignInView } from '../preload/contract.ts'
import { text } from './text.ts'

type Kept = Extract<SignInView, { kind: 'signed-in' }>['kept']

/** Why the key is in memory alone. */
export const whyInMemory = (kept: Kept): string =>
  text(kept === 'unseen' ? 'window.signedIn.unseenHint' : 'window.signedIn.inMemoryHint')
