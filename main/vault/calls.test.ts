import { expect, it } from 'vitest'
import { ManualClock, settle } from '../clock.manual.ts'
import { createKeychainCalls } from './calls.ts'
import type { Keychain } from './port.ts'

/** Calls whose answers come when the test says so. */
function setup() {
  const clock = new ManualClock()
  const answers: (() => void)[] = []
  const calls = createKeychainCalls({ clock, open: async () => ({}) as Keychain })
  const ask = () => void calls.ask(() => new Promise<void>(resolve => answers.push(resolve))).catch(() => {})
  return { clock, calls, ask, answers }
}

it('is answered at once when nothing was asked', async () => {
  const { clock, calls } = setup()
  expect(await calls.close(1_000)).toBe(true)
  expect(clock.pending).toBe(0)
})

it('is answered as soon as the last call is', async () => {
  const { calls, ask, answers } = setup()
  ask()
  ask()
  let answered: boolean | undefined
  void calls.close(1_000).then(answer => (answered = answer))
  await settle()
  answers.shift()!()
  await settle()
  expect(answered).toBeUndefined()
  answers.shift()!()
  await settle()
  expect(answered).toBe(true)
})

it('takes no more calls once it is closed', async () => {
  const { calls, answers } = setup()
  const closing = calls.close(1_000)
  await expect(calls.ask(() => new Promise<void>(resolve => answers.push(resolve)))).rejects.toThrow(
    'The app is ending',
  )
  expect([await closing, answers.length]).toEqual([true, 0])
})

it('is not answered while a call hangs, however long ago it was given up', async () => {
  const { clock, calls, ask } = setup()
  ask()
  await settle()
  await clock.advance(60_000)
  let answered: boolean | undefined
  void calls.close(1_000).then(answer => (answered = answer))
  await clock.advance(999)
  expect(answered).toBeUndefined()
  await clock.advance(1)
  expect(answered).toBe(false)
})

it.each([
  ['nobody can be asked', new Error('Nobody'), 'Nobody', 'Nobody'],
  ['nothing is known of it', undefined, 'No answer', 'have not come back'],
])('says of a call that is not answered what is known, where %s', async (_what, why, late, refused) => {
  const clock = new ManualClock()
  const calls = createKeychainCalls({ clock, open: async () => ({}) as Keychain, whyLate: () => why })
  const never = () => calls.ask(() => new Promise<void>(() => {})).catch((error: unknown) => String(error))
  const said = [never(), never(), never(), never()]
  await clock.advance(15_000)
  const expected = [late, late, late, refused].map(words => expect.stringContaining(words))
  expect(await Promise.all(said)).toEqual(expected)
})
