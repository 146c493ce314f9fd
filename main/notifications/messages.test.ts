import { describe, expect, it } from 'vitest'
import { Problem, type SignInView } from '../../preload/contract.ts'
import { views } from '../../preload/samples.ts'
import { createMessages } from './messages.ts'

const restoring = views.restoring
const signedOut = (problem: Problem | null = null): SignInView => ({ kind: 'signed-out', problem })
const requesting = views['requesting a code']
const waiting = views['awaiting approval']
const saving = views.saving
const unknown = views['signed in, by whom not yet known']
const signedIn = views['signed in']
const attempt = [signedOut(), requesting, waiting, { ...waiting, remainingMs: 1 }, saving]

/** The messages that a course of views leads to; silence is left out. */
function told(...course: SignInView[]) {
  const messageFor = createMessages()
  return course.map(view => messageFor(view)).filter(message => message !== null)
}

const success = { title: 'Signed in to Plex', body: 'Signed in as Ada.' }

describe('a message', () => {
  it('says once who was signed in by an attempt', () => {
    expect(told(restoring, ...attempt, unknown, signedIn, signedIn, unknown, signedIn)).toEqual([success])
  })

  it('waits for the name, and does without when plex.tv has trouble', () => {
    expect(told(restoring, ...attempt, unknown)).toEqual([])
    expect(told(restoring, ...attempt, unknown, { ...unknown, problem: 'service' }, signedIn)).toEqual([
      { title: 'Signed in to Plex', body: 'The key is in your system keychain.' },
    ])
  })

  it('says that a token which is kept in memory is lost on quitting', () => {
    expect(told(restoring, ...attempt, { ...signedIn, kept: 'memory' })).toEqual([
      {
        title: 'Signed in until you quit',
        body: 'Your keychain is not available, so Latchkey cannot keep the key there.',
      },
    ])
  })

  it.each([
    ['expired', 'This code has expired'],
    ['used-elsewhere', 'This code is no longer valid'],
  ] as const)('says that the code of an attempt is %s', (problem, title) => {
    expect(told(restoring, ...attempt.slice(0, 4), signedOut(problem), signedOut(problem))).toEqual([
      { title, body: 'Choose “Sign in to Plex…” in the Latchkey menu for a new one.' },
    ])
  })

  it('says once that plex.tv ended the session', () => {
    const message = { title: 'Plex has ended this sign-in', body: 'Sign in again from the Latchkey menu.' }
    expect(told(restoring, signedIn, signedOut('refused'), signedOut('refused'))).toEqual([message])
    expect(told(restoring, ...attempt, unknown, signedOut('refused'))).toEqual([message])
  })

  it('is said of each attempt anew', () => {
    expect(told(restoring, ...attempt, signedIn, views['signing out'], ...attempt, signedIn)).toEqual([
      success,
      success,
    ])
  })

  it.each<[string, SignInView[]]>([
    ['an app that starts signed in', [restoring, unknown, signedIn]],
    ['an app that starts signed in, offline', [restoring, { ...unknown, problem: 'offline' }, signedIn]],
    ['an app that starts signed out', [restoring, signedOut()]],
    ['an app that starts with a locked keychain', [restoring, signedOut('keychain-locked')]],
    ['an attempt that was cancelled', [restoring, signedOut(), requesting, waiting, signedOut()]],
    ['signing out', [restoring, signedIn, views['signing out'], signedOut()]],
    [
      'signing out that failed',
      [restoring, signedIn, views['signing out'], { ...signedIn, problem: 'keychain-locked' }],
    ],
    [
      'trouble while waiting',
      [restoring, signedOut(), requesting, waiting, views['awaiting approval, in trouble'], waiting],
    ],
    ['an outage while signed in', [restoring, signedIn, { ...signedIn, problem: 'offline' }, signedIn]],
    [
      'a problem of an attempt that was given up before',
      [restoring, ...attempt.slice(0, 3), signedOut(), signedOut('expired')],
    ],
  ])('is not worth an interruption: %s', (_what, course) => {
    expect(told(...course)).toEqual([])
  })

  it.each(Problem.options.filter(problem => !['expired', 'used-elsewhere'].includes(problem)))(
    'is not needed when no code was to be had: %s',
    problem => {
      expect(told(restoring, signedOut(), requesting, signedOut(problem))).toEqual([])
    },
  )

  it('shows a name as it is', () => {
    const name = '{{name}} $t(tray.quit) $& <b>&amp;'
    expect(told(...attempt, { ...signedIn, account: { name } })).toEqual([
      { ...success, body: `Signed in as ${name}.` },
    ])
  })
})
