import { bridge } from './bridge.ts'
import { isControl } from './focus.ts'
import { PRIMARY } from './primary.ts'
import { goBack, route } from './route.ts'
import { useDocumentEvent } from './use-document-event.ts'

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return
  if (event.key === 'Escape') {
    // Otherwise the key would also close an open dialog without an answer.
    event.preventDefault()
    if (route.getState().view !== 'sign-in' && !isAsked()) goBack()
    else void bridge.app.closeWindow()
  }
  if (event.key === 'Enter' && !isControl(event.target)) primary()?.click()
}

/** None while a dialog is open: an accidental key must not answer its question, or press something behind it. */
const primary = (): HTMLButtonElement | null =>
  isAsked() ? null : document.querySelector<HTMLButtonElement>(`[${PRIMARY}]`)

const isAsked = (): boolean => document.querySelector('dialog[open]') !== null

/** Escape goes back or closes the window, Enter presses the primary button. */
export const useKeyboard = (): void => useDocumentEvent('keydown', onKeyDown)
