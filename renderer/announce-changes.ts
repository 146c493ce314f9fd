import type { Text } from '../common/text.ts'
import { announcements } from './announcements.ts'
import { speech } from './announcer.tsx'
import { type Received, received } from './store.ts'

/**
 * Announces changes from now on; the first snapshot is read with the page. HAZARD: screen readers do not listen to a
 * window without the focus, so its changes are announced when the person comes back.
 */
export function announceChanges(text: Text): void {
  let heard: Received | null = null
  const catchUp = () => {
    const now = received.getState()
    if (now === null || (heard !== null && !document.hasFocus())) return
    if (heard !== null)
      for (const each of announcements(text, heard.snapshot, now.snapshot)) speech.tell(each)
    heard = now
  }
  received.subscribe(catchUp)
  window.addEventListener('focus', catchUp)
}
