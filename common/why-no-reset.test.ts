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
