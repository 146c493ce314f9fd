import type { Ending } from '../../common/access-answers.ts'
import type { Call } from './connection.ts'
import { done, refused } from './ending.ts'
import type { Parts } from './parts.ts'

/** What is not well, and what to do. It fails as soon as one thing does. */
export async function doctor({ more }: Pick<Parts, 'more'>, { gone }: Call): Promise<Ending> {
  if (more.doctor === null) return refused('failed')
  const data = await more.doctor(gone)
  return data.checks.some(({ result }) => result === 'failed') ? refused('failed', null, data) : done(data)
}
