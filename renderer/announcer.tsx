import { createStore } from 'zustand/vanilla'
import { useStore } from './use-store.ts'

const announcement = createStore<string>(() => '')

/** Has a screen reader say the message when it is next silent. */
export const announce = (message: string): void => announcement.setState(message, true)

/** Takes the message back if it is still the last one, so that the same one can be said again. */
export function withdraw(message: string): void {
  if (announcement.getState() === message) announce('')
}

/** The one live region. It must stay in the page: a region that comes with its text is often not read. */
export function Announcer() {
  return (
    <p class="visually-hidden" role="status" aria-live="polite">
      {useStore(announcement)}
    </p>
  )
}
