import { expect, it } from 'vitest'
import { inNewSession } from './new-session.ts'

const refused = new Error('Client public key size is invalid')
const denied = new Error('Cannot create an item in a locked collection')

it.each<[string, readonly (Error | string)[], Error | string, number]>([
  ['one that works', ['found'], 'found', 1],
  ['one whose session is refused', [refused, 'found'], 'found', 2],
  ['one whose session is refused three times', [refused, refused, refused, 'found'], 'found', 4],
  ['one whose session is refused always', [refused, refused, refused, refused, 'found'], refused, 4],
  ['one that fails for another reason', [denied, 'found'], denied, 1],
])('makes a call as often as it has to: %s', async (_what, answers, outcome, calls) => {
  let made = 0
  const call = async () => {
    const answer = answers[made++]
    if (answer instanceof Error) throw answer
    return answer
  }
  expect(await inNewSession(call).catch((error: unknown) => error)).toBe(outcome)
  expect(made).toBe(calls)
})
