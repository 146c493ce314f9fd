import type { Ending, SignedOutAnswer } from '../../common/access-answers.ts'
import type { Call } from './connection.ts'
import { done, refused, troubled } from './ending.ts'
import type { Parts } from './parts.ts'
import { restored } from './settled.ts'

const SIGNED_OUT_WITHIN_MS = 10_000

/** Signs out, and waits for Plex to be told as long as somebody would. */
export async function signOut(
  parts: Parts,
  { keys }: { readonly keys: boolean },
  call: Call,
): Promise<Ending> {
  await restored(parts, call)
  const { services, until } = parts
  const { session, shutOut } = services.signIn.state().sessions
  if (session?.kind !== 'signed-in') return shutOut === null ? refused('signed-out') : troubled(shutOut)
  if (keys) services.signOutWithKeys(session.id)
  else services.signIn.signOut(session.id)
  const isOut = () => services.signIn.state().sessions.session === null
  const isLeft = () =>
    keys && services.keys.programs.listed().some(({ stage }) => stage !== 'missing' && stage !== 'dead')
  const isDone = () => isOut() && !isLeft() && services.revoker.revocation() === 'done'
  await until(() => (isDone() ? true : undefined), { gone: call.gone, withinMs: SIGNED_OUT_WITHIN_MS })
  if (!isOut()) return refused('failed')
  const data: SignedOutAnswer = {
    revoked: isDone() ? 'done' : 'owed',
    keys: keys ? 'revoked' : 'kept',
  }
  return done(data)
}
