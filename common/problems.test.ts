import { expect, it } from 'vitest'
import {
  isKeychainOutOfReach,
  isOrdinary,
  type Problem,
  problemNames,
  problems,
  waitsForNetwork,
  waitsForProxyLogin,
  whyUnconfirmed,
} from './problems.ts'

it.each<[string, (problem: Problem) => unknown, readonly Problem[]]>([
  [
    'keep plex.tv from being reached',
    problem => whyUnconfirmed(problem) === 'unreachable',
    ['offline', 'name', 'connection', 'proxy', 'proxy-password', 'certificate', 'authority', 'clock'],
  ],
  [
    'are answers that confirm nothing',
    problem => whyUnconfirmed(problem) === 'answered',
    ['service', 'rate-limited', 'unexpected', 'not-allowed', 'no-server'],
  ],
  ['pass with a network', waitsForNetwork, ['offline', 'name', 'connection', 'proxy']],
  [
    'need somebody',
    problem => problems[problem].needsSomebody,
    ['proxy-password', 'certificate', 'authority', 'clock', 'not-allowed', 'no-server'],
  ],
  ['wait for what a person tells the proxy', waitsForProxyLogin, ['proxy-password']],
  ['end a sign-in', problem => problems[problem].endsSession, ['refused', 'keychain-emptied']],
  ['are the end of a code as it is meant to be', isOrdinary, ['expired', 'used-elsewhere']],
  [
    'keep a stored token out of reach',
    isKeychainOutOfReach,
    [
      'keychain-asking',
      'keychain-locked',
      'keychain-denied',
      'keychain-silent',
      'keychain-broken',
      'keychain-missing',
      'keychain-unreadable',
      'keychain-unstarted',
    ],
  ],
])('of all problems, these %s', (_what, question, those) => {
  expect(problemNames.filter(question)).toEqual(those)
})
