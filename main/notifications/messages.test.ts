import { describe, expect, it } from 'vitest'
import { type Snapshot } from '../../common/contract.ts'
import { Problem, type SignInView } from '../../common/sign-in-view.ts'
import { ada, snapshotOf, views, lateClaimOf } from '../../common/samples.fake.ts'
import { english } from '../../common/english.fake.ts'
import { createMessages } from './messages.ts'

const restoring = views.restoring
const signedOut = (problem: Problem | null = null): SignInView => ({ ...views['signed out'], problem })
const requesting = views['requesting a code']
const waiting = views['awaiting approval']
const saving = views.saving
const unknown = views['signed in, by whom not yet known']
const signedIn = views['signed in']
const attempt = [signedOut(), requesting, waiting, { ...waiting, remainingMs: 1 }, saving]

/** The messages that a course of snapshots leads to; silence is left out. */
function toldOf(...course: Snapshot[]) {
  const messageFor = createMessages(english)
  return course.map(snapshot => messageFor(snapshot)).filter(message => message !== null)
}
const told = (...course: SignInView[]) => toldOf(...course.map(view => snapshotOf(view)))

const newCode = 'Choose “Sign in to Plex…” in the Latchkey menu for a new one.'
const success = { title: 'Signed in to Plex', body: 'Signed in as Ada.', isNewsOnly: true }

describe('a message', () => {
  it('says once who was signed in by an attempt', () => {
    expect(told(restoring, ...attempt, unknown, signedIn, signedIn, unknown, signedIn)).toEqual([success])
  })

  it('waits for the name, and does without when plex.tv has trouble', () => {
    expect(told(restoring, ...attempt, unknown)).toEqual([])
    expect(told(restoring, ...attempt, unknown, { ...unknown, problem: 'service' }, signedIn)).toEqual([
      { ...success, body: 'Your sign-in is in your system keychain.' },
    ])
  })

  it.each([
    [
      'keychain-asking',
      'Your keychain has not answered yet: it may be asking you something. Once you allow it, your sign-in moves there.',
    ],
    [
      'keychain-locked',
      'Your keychain is locked. Once it is open, Latchkey moves your sign-in there by itself.',
    ],
    [
      'keychain-denied',
      'Your keychain did not take your sign-in. Choose “Try now”, and allow it when it asks.',
    ],
    [
      'keychain-silent',
      'Your keychain does not answer. Once it does, Latchkey moves your sign-in there by itself.',
    ],
    [
      'keychain-broken',
      'Your keychain has no open keyring for Latchkey. If you have one, open it, and Latchkey moves your sign-in there by itself; if not, choose “Try now” to be asked to make one.',
    ],
    [
      'keychain-missing',
      'This computer has no keychain. Install one, such as GNOME Keyring or KWallet: then Latchkey moves your sign-in there by itself.',
    ],
    [
      'keychain-unreadable',
      'A file that Latchkey was started from cannot be read any more; an update or a removal does that. Quit Latchkey, start it again and sign in again.',
    ],
    [
      'keychain-unstarted',
      'The system does not start the part of Latchkey that asks your keychain. Memory, processes or open files may have run out: end other programs. Latchkey moves your sign-in there by itself as soon as that works.',
    ],
    [
      'unseen',
      'Your keychain said that it took your sign-in, but does not have it. Latchkey tries again by itself. If this stays, sign out of your desktop and in again: that starts the keychain anew.',
    ],
  ] as const)('says that the token is lost on quitting, and why: %s', (kept, body) => {
    expect(told(restoring, ...attempt, { ...signedIn, kept })).toEqual([
      { title: 'Signed in until you quit', body },
    ])
  })

  it.each([
    ['expired', 'This code has expired'],
    ['used-elsewhere', 'This code was used or refused elsewhere'],
  ] as const)('says that the code of an attempt is %s', (problem, title) => {
    expect(told(restoring, ...attempt.slice(0, 4), signedOut(problem), signedOut(problem))).toEqual([
      { title, body: newCode },
    ])
  })

  it('says of a code that ended while nobody could look where its sign-in may be', () => {
    expect(told(restoring, ...attempt.slice(0, 4), signedOut('ended-unseen'))).toEqual([
      {
        title: 'Latchkey missed the end of this code',
        body: 'If you approved it, remove it from your devices at Plex. Choose “Sign in to Plex…” in the Latchkey menu for a new code.',
      },
    ])
  })

  it('says it of a code that was taken up again, without asking for one', () => {
    const ended = { title: 'This code has expired', body: newCode }
    expect(told(restoring, waiting, signedOut('expired'))).toEqual([ended])
    expect(told(restoring, signedOut(), waiting, saving, unknown, signedIn)).toEqual([success])
    expect(told(...attempt.slice(0, 3), signedOut(), waiting, signedOut('expired'))).toEqual([ended])
  })

  it('is silent while codes are renewed, and says that the last one expired', () => {
    const renewed = [1, 2, 3].flatMap(renewals => [requesting, { ...waiting, renewals }])
    expect(told(restoring, ...attempt.slice(0, 4), ...renewed, signedOut('expired'))).toEqual([
      { title: 'This code has expired', body: newCode },
    ])
  })

  it('says once that plex.tv ended the session', () => {
    const message = { title: 'Plex has ended your sign-in', body: 'Sign in again from the Latchkey menu.' }
    expect(told(restoring, signedIn, signedOut('refused'), signedOut('refused'))).toEqual([message])
    expect(told(restoring, ...attempt, unknown, signedOut('refused'))).toEqual([message])
    const gone = { ...message, title: 'Your sign-in is gone from your keychain' }
    expect(told(restoring, signedIn, signedOut('keychain-emptied'))).toEqual([gone])
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
    ['a keychain that asks at the start', [restoring, signedOut('keychain-asking'), signedIn]],
    [
      'a keychain that takes the token later',
      [restoring, { ...signedIn, kept: 'keychain-asking' }, signedIn],
    ],
    [
      'trouble while a code is asked for',
      [restoring, signedOut(), requesting, views['requesting a code, in trouble'], requesting, waiting],
    ],
    [
      'trouble while waiting',
      [restoring, signedOut(), requesting, waiting, views['awaiting approval, in trouble'], waiting],
    ],
    [
      'that Plex knows of the signing out',
      [
        signedIn,
        views['signing out'],
        views['signed out, and Plex does not know yet'],
        views['signed out, and Plex knows'],
      ],
    ],
    ['an outage while signed in', [restoring, signedIn, { ...signedIn, problem: 'offline' }, signedIn]],
    [
      'a problem of an attempt that was given up before',
      [restoring, ...attempt.slice(0, 3), signedOut(), signedOut('expired')],
    ],
  ])('is not worth an interruption: %s', (_what, course) => {
    expect(told(...course)).toEqual([])
  })

  it.each(
    Problem.options.filter(problem => !['expired', 'used-elsewhere', 'ended-unseen'].includes(problem)),
  )('is not needed when no code was to be had: %s', problem => {
    expect(told(restoring, signedOut(), requesting, signedOut(problem))).toEqual([])
  })

  it('shows a name as it is', () => {
    const name = '{{name}} $t(tray.quit) $& <b>&amp;'
    expect(told(...attempt, { ...signedIn, account: { ...ada, name } })).toEqual([
      { ...success, body: `Signed in as ${name}.` },
    ])
  })
})

describe('the message of a late claim', () => {
  const question = {
    title: 'You approved a sign-in that you had cancelled',
    body: 'Open Latchkey to keep it or to revoke it.',
  }
  const calm = (view: SignInView) => snapshotOf(view)
  const asked = (view: SignInView, name: string | null = null): Snapshot => ({
    ...snapshotOf(view),
    question: lateClaimOf(name),
  })

  it('asks once, whether or not it is known whose it is', () => {
    expect(toldOf(calm(signedOut()), asked(signedOut()), asked(signedOut(), 'Ada'))).toEqual([question])
    expect(toldOf(calm(signedIn), asked(signedIn, 'Ada'), asked(signedIn))).toEqual([question])
  })

  it('asks at the start about one that is left from an earlier run', () => {
    expect(toldOf(calm(restoring), asked(signedOut()))).toEqual([question])
    expect(toldOf(asked(restoring))).toEqual([question])
  })

  it('asks again about another one, once the first is answered', () => {
    expect(toldOf(asked(signedOut()), calm(signedOut()), asked(signedOut()))).toEqual([question, question])
  })

  it('comes before another message', () => {
    const course = [...attempt, unknown].map(calm)
    expect(toldOf(...course, asked(signedIn), asked(signedIn))).toEqual([question])
  })

  it('does not silence what happens while it waits for an answer', () => {
    expect(toldOf(...[...attempt, unknown].map(view => asked(view)), asked(signedIn))).toEqual([
      question,
      success,
    ])
    expect(toldOf(asked(signedIn), asked(signedOut('refused')))).toEqual([
      question,
      { title: 'Plex has ended your sign-in', body: 'Sign in again from the Latchkey menu.' },
    ])
  })
})
