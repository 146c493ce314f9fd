import type { Approval, World } from './world.ts'

/**
 * The approvals whose tokens live and have been given to the app. One that was approved while the app could not ask
 * for it is plex.tv's to lose: a claimed PIN lives for ten seconds.
 */
export function living({ simulator, approvals }: World): readonly Approval[] {
  const told = new Set(
    simulator.log
      .filter(({ outcome, cut, aborted }) => outcome === 'claimed' && !cut && !aborted)
      .map(({ pinId }) => pinId),
  )
  const alive = new Set(
    simulator
      .tokens()
      .filter(token => token.alive)
      .map(({ token }) => token),
  )
  return approvals.filter(({ pinId, token }) => told.has(pinId) && alive.has(token))
}

/** Those of them whose tokens are not in the keychain: nowhere, or in memory alone. */
export async function unowned(world: World): Promise<readonly Approval[]> {
  const approvals = living(world)
  if (approvals.length === 0) return []
  const kept = await world.desktop.keychain.all()
  return approvals.filter(({ token }) => !kept.some(({ secret }) => secret.includes(token)))
}

export const tellOrphan = ({ account, code }: Approval): string =>
  `the token of ${account.title}, approved with the code ${code}, lives on at plex.tv and is in no keychain`
