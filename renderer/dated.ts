import type { AttemptView, SignInView, ViewOf } from '../common/sign-in-view.ts'

/** A sign-in view with its times as moments of `performance.now()`, which stay true while they are shown. */
export type Dated = ReturnType<typeof dated>
export type DatedOf<Kind extends Dated['kind']> = Extract<Dated, { kind: Kind }>

/** Main's times count from the moment when it sends them. */
export function dated(view: SignInView, receivedAt: number) {
  switch (view.kind) {
    case 'requesting-code':
    case 'awaiting-approval':
      return datedAttempt(view, receivedAt)
    case 'signed-in': {
      const { confirmedAgoMs, checkableInMs, ...rest } = view
      const confirmedAt = confirmedAgoMs === null ? null : receivedAt - confirmedAgoMs
      return { ...rest, confirmedAt, checkableAt: receivedAt + checkableInMs }
    }
    default:
      return view
  }
}

/** The same for an attempt alone: that of a sign-in, or of a key. */
export function datedAttempt(view: AttemptView, receivedAt: number) {
  if (view.kind === 'requesting-code') return { ...view, trouble: datedTrouble(view.trouble, receivedAt) }
  const { remainingMs, trouble, ...rest } = view
  return { ...rest, endsAt: receivedAt + remainingMs, trouble: datedTrouble(trouble, receivedAt) }
}

type Trouble = ViewOf<'requesting-code'>['trouble']

const datedTrouble = (trouble: Trouble, receivedAt: number) =>
  trouble === null ? null : { problem: trouble.problem, retryAt: receivedAt + trouble.retryInMs }
