import type { Clock } from '../clock.ts'

/** The part of a window that is about being seen. */
export interface Sight {
  isDestroyed(): boolean
  isFocused(): boolean
  isMinimized(): boolean
  show(): void
  showInactive(): void
  focus(): void
  restore(): void
  once(event: 'ready-to-show' | 'closed', listener: () => void): unknown
  on(event: 'unresponsive' | 'responsive', listener: () => void): unknown
  readonly webContents: { once(event: 'did-finish-load', listener: () => void): unknown }
}

interface Options {
  readonly clock: Clock
  /** On Wayland a window cannot take the focus. */
  readonly wayland: boolean
  /** Nobody has asked for it: it does not take the focus. */
  readonly quietly?: boolean
  /** Makes the window anew. */
  readonly renew: () => void
}

const SHOWN_WITHIN_MS = 2_000
const FOCUSED_WITHIN_MS = 500
const LOADS_WITHIN_MS = 10_000

/**
 * Shows a new window once its page can be seen, or after a time limit: which event comes, if any, depends on the
 * desktop. HAZARD: on Wayland a hidden window is never ready (electron#48859). Returns a function that brings the
 * window to the front again.
 */
export function comeIntoSight(
  window: Sight,
  { clock, wayland, quietly = false, renew }: Options,
): () => void {
  const since = clock.now()
  let shown = false
  let loaded = false
  let hangs = false

  const later = (ms: number, task: () => void) =>
    clock.at(clock.now() + ms, () => {
      if (!window.isDestroyed()) task()
    })
  const show = () => {
    if (shown || window.isDestroyed()) return
    shown = true
    forget()
    if (quietly) window.showInactive()
    else window.show()
  }
  const forget = later(SHOWN_WITHIN_MS, show)
  window.once('ready-to-show', show)
  window.webContents.once('did-finish-load', () => {
    loaded = true
    show()
  })
  window.once('closed', forget)
  window.on('unresponsive', () => (hangs = true))
  window.on('responsive', () => (hangs = false))

  return () => {
    const stuck = hangs || (!loaded && clock.now() - since >= LOADS_WITHIN_MS)
    if (stuck) return renew()
    if (!shown) return
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
    // On Wayland it may only blink in the panel.
    if (wayland) later(FOCUSED_WITHIN_MS, () => void (window.isFocused() || renew()))
  }
}
