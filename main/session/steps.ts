import type { Problem } from '../../common/sign-in-view.ts'
import type { SessionEffect, SessionStep } from './events.ts'
import type { Session, Sessions } from './state.ts'

export const stop = { kind: 'stop-checking' } as const

export const enter = (state: Sessions, session: Session, ...effects: SessionEffect[]): SessionStep => [
  { ...state, session },
  ...effects,
]

/** Ends the session. */
export const end = (state: Sessions, problem: Problem | null): SessionStep => [
  { ...state, session: null },
  stop,
  { kind: 'ended', problem },
]
