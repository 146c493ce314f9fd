import type { Snapshot } from './contract.ts'

/** Whether something of the kind starts at login: the box is ticked then, and a click on it turns that off. */
export const startsAtLogin = (state: Snapshot['launchAtLogin']): boolean =>
  state === 'on' || state === 'by-hand'

/** Whether a click on the box can do anything. */
export const isLoginChoosable = (state: Snapshot['launchAtLogin']): boolean =>
  state !== 'unavailable' && state !== 'unknown' && state !== 'another-program'
