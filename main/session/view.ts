import type { SessionId } from '../../common/ids.ts'
import type { Servers, SessionView } from '../../common/sign-in-view.ts'
import type { Session } from './state.ts'

interface Surroundings {
  /** By the clock that the state uses. */
  readonly now: number
  /** Milliseconds since 1970. */
  readonly signedInAt: (session: SessionId) => number | null
  readonly confirmedAgoMs: (session: SessionId) => number | null
  readonly servers: Servers
}

/** What the window may know of a session: no token, times as milliseconds from `now`. */
export function sessionView(session: Session, surroundings: Surroundings): SessionView {
  if (session.kind === 'restoring') return { kind: session.kind }
  const { kind, id } = session
  if (kind !== 'signed-in') return { kind, id }
  const { account, kept, problem, checking, checkFrom } = session
  return {
    kind,
    id,
    account,
    kept,
    problem,
    checking,
    signedInAt: surroundings.signedInAt(id),
    confirmedAgoMs: surroundings.confirmedAgoMs(id),
    checkableInMs: Math.max(0, checkFrom - surroundings.now),
    servers: surroundings.servers,
  }
}
