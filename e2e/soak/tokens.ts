import type { World } from './world.ts'

/**
 * Living tokens that the app has been given. One that was approved while the app could not ask for it is plex.tv's
 * to lose: a claimed PIN lives for ten seconds.
 */
export function livingTokens({ simulator, approvals }: World): readonly string[] {
  const told = new Set(
    simulator.log
      .filter(({ outcome, cut, aborted }) => outcome === 'claimed' && !cut && !aborted)
      .map(({ pinId }) => pinId),
  )
  const given = new Set(approvals.filter(({ pinId }) => told.has(pinId)).map(({ token }) => token))
  return simulator
    .tokens()
    .filter(({ alive, token }) => alive && given.has(token))
    .map(({ token }) => token)
}

/** Those of them that are not in the keychain: nowhere, or in memory alone. */
export async function unowned(world: World): Promise<readonly string[]> {
  const living = livingTokens(world)
  if (living.length === 0) return []
  const kept = await world.desktop.keychain.all()
  return living.filter(token => !kept.some(({ secret }) => secret.includes(token)))
}
