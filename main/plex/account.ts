import type { InferOutput } from 'valibot'
import type { Account } from '../../common/sign-in-view.ts'
import type { UserAnswer } from './answers.ts'
import { readable } from '../../common/readable.ts'

/** What plex.tv says about an account, cleaned up for people to see. */
export function readAccount(answer: InferOutput<typeof UserAnswer>): Account {
  const { title, friendlyName, username, email, subscription } = answer
  const name = readable(title) ?? readable(friendlyName) ?? readable(username) ?? 'Plex'
  return {
    name,
    username: readable(username) === name ? null : readable(username),
    email: readable(email),
    plexPass: subscription?.active ?? null,
    membership: membership(answer),
  }
}

function membership({ restricted, home }: InferOutput<typeof UserAnswer>): Account['membership'] {
  if (restricted === true) return 'managed'
  return home === true ? 'home' : 'none'
}

/** Whether two answers are about one account, as far as people can tell. */
export const isSamePerson = (one: Account, other: Account): boolean =>
  one.name === other.name && one.username === other.username && one.email === other.email
