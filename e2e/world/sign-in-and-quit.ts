import type { Account } from '../../simulator/records.ts'
import { expect, type Parts } from './test.ts'

/** Signs in and quits, so that the next start finds what was kept. Returns the token. */
export async function signInAndQuit(
  { launch, person }: Pick<Parts, 'launch' | 'person'>,
  account?: Account,
): Promise<string> {
  const app = await launch()
  const token = await person.signIn(account)
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  return token
}
