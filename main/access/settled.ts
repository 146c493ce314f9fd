import type { Call } from './connection.ts'
import type { Parts } from './parts.ts'

/** A keychain that takes longer asks the person, most likely. */
const RESTORED_WITHIN_MS = 5_000
const SERVERS_WITHIN_MS = 15_000

/** Waits until an app that has only just started knows whether anybody is signed in. */
export async function restored(
  { services: { signIn }, until }: Pick<Parts, 'services' | 'until'>,
  { gone }: Call,
) {
  const isKnown = () => (signIn.state().sessions.session?.kind === 'restoring' ? undefined : true)
  await until(isKnown, { gone, withinMs: RESTORED_WITHIN_MS })
}

/** Waits until plex.tv has told which servers there are, or why not. */
export async function serversTold(
  { services: { signIn, servers }, until }: Pick<Parts, 'services' | 'until'>,
  { gone }: Call,
) {
  const isTold = () => {
    const isSignedIn = signIn.state().sessions.session?.kind === 'signed-in'
    const { list, problem } = servers.state()
    return !isSignedIn || list !== null || problem !== null ? true : undefined
  }
  await until(isTold, { gone, withinMs: SERVERS_WITHIN_MS })
}
