import { expect, it } from 'vitest'
import { isKeychainOutOfReach, problemNames } from './problems.ts'
import { livesOf, views } from './samples.fake.ts'
import { whyNoReset } from './why-no-reset.ts'

it.each(Object.entries(views))('waits until it is known what there is to give up: %s', (_what, view) => {
  const isBusy = ['restoring', 'saving', 'signing-out'].includes(view.kind)
  expect(whyNoReset(livesOf(view))).toBe(isBusy ? 'busy' : null)
})

it.each(problemNames)('waits for a keychain that may hold a token: %s', problem => {
  const lives = livesOf({ kind: 'signed-out', problem, revocation: null })
  expect(whyNoReset(lives)).toBe(isKeychainOutOfReach(problem) ? 'keychain' : null)
})

it.each(['awaiting approval', 'requesting a code', 'signed out, with a problem'] as const)(
  'waits for it also while something else is shown: %s',
  what => {
    expect(whyNoReset({ ...livesOf(views[what]), shutOut: 'keychain-locked' })).toBe('keychain')
  },
)

it('waits for no keychain that this computer does not have, where a sign-in has found that out', () => {
  const lives = livesOf({ kind: 'signed-out', problem: 'keychain-missing', revocation: null })
  expect(whyNoReset({ ...lives, shutOut: null })).toBe(null)
})
