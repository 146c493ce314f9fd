import * as v from 'valibot'
import { KeyId, QuestionId } from './ids.ts'
import { Account, Line } from './sign-in-view.ts'

const Named = v.nullable(v.pick(Account, ['name']))

/** A question that the person is asked. `account`: null if plex.tv did not say whose it is. */
export const Question = v.variant('kind', [
  /** A sign-in that was approved after it had been cancelled. */
  v.strictObject({ kind: v.literal('late-claim'), id: QuestionId, account: Named }),
  /** A key that another account approved than the one that is signed in. */
  v.strictObject({
    kind: v.literal('key-of-another'),
    id: QuestionId,
    account: Named,
    key: v.strictObject({ id: KeyId, name: Line }),
  }),
])

/** `keep`: use that sign-in, or that key. `revoke`: have Plex end it. */
export const Answer = v.strictObject({ id: QuestionId, choice: v.picklist(['keep', 'revoke']) })

export type Question = v.InferOutput<typeof Question>
export type Answer = v.InferOutput<typeof Answer>
