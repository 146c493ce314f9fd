import { useLayoutEffect } from 'preact/hooks'
import { createStore } from 'zustand/vanilla'
import type { Text } from '../common/text.ts'
import { announcements } from './announcements.ts'
import { createSpeech, type Spoken } from './speech.ts'
import { type Received, received } from './store.ts'
import { useStore } from './use-store.ts'

const spoken = createStore<Spoken>(() => ({ polite: '', alert: '' }))
const speech = createSpeech(next => spoken.setState(next, true))

/** Has a screen reader say the message when it is next silent. */
export const announce = (message: string): void => speech.tell({ manner: 'polite', text: message })

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

/** The live regions. They must stay in the page: one that is added together with its text is often not read. */
export function Announcer() {
  const { polite, alert } = useStore(spoken)
  // A region that appears with text in it may be read a second time.
  useLayoutEffect(() => {
    speech.clear()
    return () => speech.clear()
  }, [])
  return (
    <>
      <p class="visually-hidden" role="status" aria-live="polite">
        {polite}
      </p>
      <p class="visually-hidden" aria-live="assertive" aria-atomic="true">
        {alert}
      </p>
    </>
  )
}
