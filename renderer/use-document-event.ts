import { useLayoutEffect } from 'preact/hooks'

/**
 * Listens to an event of the document as long as `isOn`. HAZARD: a plain effect begins up to a tenth of a second after
 * its part of the page is drawn, and a key pressed before it would do nothing.
 */
export function useDocumentEvent<Type extends keyof DocumentEventMap>(
  type: Type,
  listener: (event: DocumentEventMap[Type]) => void,
  isOn = true,
): void {
  useLayoutEffect(() => {
    if (!isOn) return
    document.addEventListener(type, listener)
    return () => document.removeEventListener(type, listener)
  })
}
