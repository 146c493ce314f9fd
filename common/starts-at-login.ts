import type { Snapshot } from './contract.ts'

/** Whether something like it starts at login: the box is then ticked, and a click turns it off. */
export const startsAtLogin = (state: Snapshot['launchAtLogin']): boolean =>
  state === 'on' || state === 'by-hand'

/** Whether a click on the box can do anything. */
export const isLoginChoosable = (state: Snapshot['launchAtLogin']): boolean =>
  state !== 'unavailable' && state !== 'unknown' && state !== 'another-program'
