import { useEffect } from 'preact/hooks'
import { bridge } from './bridge.ts'
import { isControl } from './focus.ts'

/** Marks the button that Enter presses when nothing else has the focus. */
export const PRIMARY = 'data-primary'

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return
  if (event.key === 'Escape') {
    // Else the key would also close an open dialog, whose question has not been answered.
    event.preventDefault()
    void bridge.closeWindow()
  }
  if (event.key === 'Enter' && !isControl(event.target)) primary()?.click()
}

/** None while a dialog is open: its question is not to be answered, or passed by, with a chance key. */
const primary = (): HTMLButtonElement | null =>
  document.querySelector('dialog[open]') === null
    ? document.querySelector<HTMLButtonElement>(`[${PRIMARY}]`)
    : null

/** Escape closes the window, Enter presses the primary button. */
export function useKeyboard(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
