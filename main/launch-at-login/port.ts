import type { Snapshot } from '../../common/contract.ts'

export type State = Snapshot['launchAtLogin']

/** The system's own setting that starts the app at login. Rejects if the system does not answer in time. */
export interface LoginItem {
  /** As the system has it now: a person may have changed it there. */
  readonly state: () => Promise<State>
  /**
   * Rejects, or leaves the state as it was, if the system does not allow it. Resolves with whether an entry that a
   * person wrote was in the way, and was kept beside the new one.
   */
  readonly set: (on: boolean) => Promise<boolean>
  /**
   * Done once at start: makes an entry that is on, but no longer leads anywhere, start this app. Rejects if it cannot.
   */
  readonly repair: () => Promise<void>
  /** Reports changes from outside, if the system does; returns a function that ends this. */
  readonly watch: (changed: () => void) => () => void
}
