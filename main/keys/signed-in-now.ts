import type { SessionId } from '../../common/ids.ts'
import type { Account, Server } from '../../common/sign-in-view.ts'

/** Whose session it is. */
export interface SignedInNow {
  readonly session: SessionId
  /** Null while plex.tv has not said. */
  readonly account: Account | null
  readonly servers: readonly Server[]
}
