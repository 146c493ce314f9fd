import { useEffect } from 'preact/hooks'
import { bridge } from './bridge.ts'

/** Marks the button that Enter presses when nothing else has the focus. */
export const PRIMARY = 'data-primary'

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing) return
  if (event.key === 'Escape') void bridge.closeWindow()
  if (event.key === 'Enter' && !isControl(event.target)) {
    document.querySelector<HTMLButtonElement>(`[${PRIMARY}]`)?.click()
  }
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, input, a') !== null

/** Escape closes the window, Enter presses the primary button. */
export function useKeyboard(): void {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
