import type { Bridge } from '../preload/contract.ts'

declare global {
  interface Window {
    readonly latchkey: Bridge
  }
}

/** The way to the main process, put there by the preload script. */
export const bridge: Bridge = window.latchkey
