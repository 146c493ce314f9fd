import type { QuestionId } from '../../common/ids.ts'
import type { ClaimAnswer } from './events.ts'
import type { Attempts, Claim } from './state.ts'

type AskedClaim = Claim & { readonly question: QuestionId }

const without = (state: Attempts, pinId: number): Attempts => ({
  ...state,
  claims: state.claims.filter(claim => claim.pinId !== pinId),
})

/** plex.tv has named a claim's account: the claim queues behind those that the person is already asked about. */
export function nameClaim(state: Attempts, answer: ClaimAnswer): Attempts {
  const { pinId } = answer
  if (answer.kind === 'claim-refused') return without(state, pinId)
  const { account, question } = answer
  const claims = state.claims.map(claim => (claim.pinId === pinId ? { ...claim, account } : claim))
  const asked = claims.filter(claim => claim.question !== null)
  const next = claims.filter(claim => claim.question === null && claim.pinId === pinId)
  const rest = claims.filter(claim => claim.question === null && claim.pinId !== pinId)
  return { ...state, claims: [...asked, ...next.map(claim => ({ ...claim, question })), ...rest] }
}

/** The claim that the person is asked about, the first one: a question must not change under the pointer. */
export const askedClaim = ({ claims }: Attempts): AskedClaim | undefined =>
  claims.find((claim): claim is AskedClaim => claim.question !== null)

/** The claim that was answered, and the rest; undefined if that question is no longer open. */
export function answered(state: Attempts, question: QuestionId): [Claim, Attempts] | undefined {
  const claim = askedClaim(state)
  return claim?.question === question ? [claim, without(state, claim.pinId)] : undefined
}
