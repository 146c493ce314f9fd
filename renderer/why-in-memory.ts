import type { SignInView } from '../preload/contract.ts'

type Kept = Extract<SignInView, { kind: 'signed-in' }>['kept']

/** The text that says why the key is in memory alone. */
export const whyInMemory = (kept: Kept): 'unseenHint' | 'inMemoryHint' =>
  kept === 'unseen' ? 'unseenHint' : 'inMemoryHint'
