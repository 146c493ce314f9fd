import type { Snapshot } from '../../common/contract.ts'

export type State = Snapshot['launchAtLogin']

/** The system's own note that it starts the app at login. Rejects where the system does not answer in time. */
export interface LoginItem {
  /** As the system has it now: a person may have changed it there. */
  readonly state: () => Promise<State>
  /**
   * Rejects, or leaves the state as it was, where the system does not allow it. Whether something that a person wrote was
   * in the way, and was kept beside it.
   */
  readonly set: (on: boolean) => Promise<boolean>
  /** Done once at start: lets what is on, and leads nowhere any more, start this app. Rejects where it cannot. */
  readonly repair: () => Promise<void>
  /** Tells of changes from outside where the system does; returns what ends that. */
  readonly watch: (changed: () => void) => () => void
}
