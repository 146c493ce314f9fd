import type { ViewOf } from '../common/sign-in-view.ts'
import { text } from '../common/text.ts'

type Kept = ViewOf<'signed-in'>['kept']

/** Why the key is in memory alone. */
export function whyInMemory(kept: Exclude<Kept, 'keychain'>): string {
  switch (kept) {
    case 'memory':
      return text('window.signedIn.inMemoryHint')
    case 'unseen':
      return text('window.signedIn.unseenHint')
    case 'unreadable':
      return text('window.signedIn.unreadableHint')
    case 'unstarted':
      return text('window.signedIn.unstartedHint')
  }
}
