import { useLayoutEffect, useRef } from 'preact/hooks'
import { announce } from './announcer.tsx'
import { isControl } from './focus.ts'
import { spelled, text } from './text.ts'

/** Tells a screen reader the code, unless it is about to read the heading above it. Null while there is none. */
export function useAnnouncedCode(code: string | null): void {
  const last = useRef<string | null>(null)
  useLayoutEffect(() => {
    if (code === null || code === last.current) return
    const letters = spelled(code)
    if (last.current !== null) announce(text('window.approval.newCode', { letters }))
    else if (isControl(document.activeElement)) announce(text('window.approval.codeLabel', { letters }))
    last.current = code
  }, [code])
}
