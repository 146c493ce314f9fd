import { useLayoutEffect } from 'preact/hooks'
import { createStore } from 'zustand/vanilla'
import { createSpeech, type Spoken } from './speech.ts'
import { useStore } from './use-store.ts'

const spoken = createStore<Spoken>(() => ({ polite: '', alert: '' }))
/** Says what the live regions have room for. */
export const speech = createSpeech(next => spoken.setState(next, true))

/** Has a screen reader say the message when it is next silent. */
export const announce = (message: string): void => speech.tell({ manner: 'polite', text: message })

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
