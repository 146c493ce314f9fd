import { expect, it } from 'vitest'
import { Failure } from '../failure.ts'
import { EndedError, MissingError } from './process-answers.ts'
import { knownFailure, UnseenError, whyInMemory, whyUnread, whyUntaken, withoutKeychain } from './trouble.ts'
import { UnstartedError } from './unstarted.ts'

it.each([
  ['readable', undefined],
  ['untold', undefined],
  ['missing', undefined],
  ['locked', 'keychain-locked'],
  ['hidden', 'keychain-locked'],
  ['guarded', 'keychain-denied'],
  ['no-keyring', 'keychain-broken'],
] as const)('what is %s is not read because of %j', (place, problem) => {
  expect(whyUnread(place)?.problem).toBe(problem)
})

it.each([
  ['open', undefined],
  ['untold', undefined],
  ['locked', 'keychain-locked'],
  ['none', 'keychain-broken'],
] as const)('a keychain whose room is %s takes nothing because of %j', (room, problem) => {
  expect(whyUntaken(room)?.problem).toBe(problem)
})

it.each([
  ['a file of ours is gone', new UnstartedError('unreadable'), 'keychain-unreadable'],
  ['the system starts no process', new UnstartedError('unstarted'), 'keychain-unstarted'],
  [
    'that is behind another failure',
    new Error('late', { cause: new UnstartedError('unstarted') }),
    'keychain-unstarted',
  ],
  ['there is no libsecret', new MissingError('libsecret-1.so.0'), 'keychain-missing'],
  ['its process ends each time', new EndedError('The process ended'), 'keychain-silent'],
  ['it was said before', new Failure('keychain-silent'), 'keychain-silent'],
  ['it says nothing of itself', new Error('locked'), undefined],
] as const)('an error tells why by itself where %s', (_what, error, problem) => {
  expect(knownFailure(error)?.problem).toBe(problem)
})

it('keeps what went wrong as the cause', () => {
  const cause = new UnstartedError('unstarted')
  expect(knownFailure(cause)?.cause).toBe(cause)
})

it.each([
  [new UnseenError('no'), 'unseen'],
  [new Failure('keychain-locked'), 'keychain-locked'],
  [new Failure('keychain-asking'), 'keychain-asking'],
  // A keychain that was emptied holds out nothing, and anything else is not known to be its trouble.
  [new Failure('keychain-emptied'), 'keychain-silent'],
  [new Failure('offline'), 'keychain-silent'],
  [new Error('odd'), 'keychain-silent'],
])('a token is in memory after %s because of %j', (error, kept) => {
  expect(whyInMemory(error)).toBe(kept)
})

it('a keychain is not missed by whoever never stored anything', () => {
  const missing = new Failure('keychain-missing')
  expect(withoutKeychain('unknown')(missing)).toEqual({ place: 'missing' })
  for (const hint of ['yes', 'no', 'given-up'] as const)
    expect(() => withoutKeychain(hint)(missing)).toThrow(missing)
  const silent = new Failure('keychain-silent')
  expect(() => withoutKeychain('unknown')(silent)).toThrow(silent)
})
