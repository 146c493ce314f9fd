import { describe, expect, it } from 'vitest'
import { english } from '../common/english.fake.ts'
import type { Keys } from '../common/keys.ts'
import { aKey, KEY, noKeys, QUESTION, snapshotOf, views } from '../common/samples.fake.ts'
import { announcements } from './announcements.ts'
import { ofKeys } from './key-announcements.ts'

const keys = (over: Partial<Keys>): Keys => ({ ...noKeys, ...over })
const making = (over: Partial<NonNullable<Keys['making']>> = {}): Keys =>
  keys({ making: { id: KEY, name: 'Kometa', attempt: views['requesting a code'], byHand: null, ...over } })
const byHand = { byHand: 'service', attempt: views['awaiting approval'] } as const
const listed = (...over: Parameters<typeof aKey>): Keys => keys({ list: [aKey(...over)] })
const plain = (said: string) => said.replaceAll(/[\u2068\u2069]/g, '')

const said = (before: Keys, after: Keys) =>
  ofKeys(english, before, after).map(({ manner, text }) => `${manner}: ${plain(text)}`)

const code = 'polite: To approve “Kometa”, enter this code at plex.tv/link: K, Y, L, X'

describe('a screen reader', () => {
  it.each<[string, Keys, Keys, readonly string[]]>([
    ['a key is being made', noKeys, making(), ['progress: Making “Kometa”…']],
    [
      'its code comes, which Latchkey approves itself',
      making(),
      making({ attempt: views['awaiting approval'] }),
      [],
    ],
    ['the person has to approve it', making(), making(byHand), [code]],
    [
      'it is known already',
      making(byHand),
      making({ ...byHand, attempt: { ...byHand.attempt, remainingMs: 5 } }),
      [],
    ],
    [
      'there is another code',
      making(byHand),
      making({ ...byHand, attempt: { ...byHand.attempt, code: 'ABCD' } }),
      ['polite: To approve “Kometa”, enter this code at plex.tv/link: A, B, C, D'],
    ],
    [
      'Plex is not reached',
      making(),
      making({ attempt: views['requesting a code, in trouble'] }),
      ['polite: plex.tv cannot be found'],
    ],
    ['it is made', making(), listed(), ['polite: The key “Kometa on the NAS” is made.']],
    ['it is cancelled', making(), noKeys, []],
    [
      'it was not made',
      making(),
      keys({ failed: { name: 'Kometa', preset: null, server: null, problem: 'keychain-locked' } }),
      [
        'polite: “Kometa” was not made. Your keychain is locked. Unlock it and try again, or try again and allow it when it asks.',
      ],
    ],
    [
      'a file has none any more',
      listed({ emptied: ['/a'] }),
      listed({ emptied: ['/a', '/home/ada/config.ini'] }),
      ['polite: Taken out of /home/ada/config.ini.'],
    ],
    [
      'a program has to ask again',
      listed({ programs: [{ path: '/opt/kometa/kometa.py', allowedAt: 1, usedAt: 2 }] }),
      listed(),
      ['polite: kometa.py has to ask for “Kometa on the NAS” again.'],
    ],
    [
      'a program may have it',
      listed(),
      listed({ programs: [{ path: '/a', allowedAt: 1, usedAt: null }] }),
      [],
    ],
    [
      'a program had it that is taken back',
      listed({ programs: [{ path: '/a', allowedAt: 1, usedAt: 2 }] }),
      listed({ state: 'leaving' }),
      ['polite: “Kometa on the NAS” is being revoked.'],
    ],
    ['it is handed out', listed(), listed({ lent: { at: 5, how: 'copied', program: null } }), []],
    [
      'Plex refuses it',
      listed(),
      listed({ state: 'dead', diedAt: 5 }),
      ['polite: Plex refuses the key “Kometa on the NAS” now. Make a new one in the list of keys.'],
    ],
    ['Plex refused it before', listed({ state: 'dead' }), listed({ state: 'dead' }), []],
    ['it is taken back', listed(), noKeys, ['polite: “Kometa on the NAS” is being revoked.']],
    [
      'it is taken back as soon as the keychain lets it go',
      listed(),
      listed({ state: 'leaving' }),
      ['polite: “Kometa on the NAS” is being revoked.'],
    ],
    ['it has been taken back', listed({ state: 'leaving' }), noKeys, []],
    [
      'all are taken back',
      keys({ list: [aKey(), aKey({ id: QUESTION as never, name: 'Another' })] }),
      noKeys,
      ['polite: 2\u00a0keys are being revoked.'],
    ],
    [
      'a dead one is removed',
      listed({ state: 'dead' }),
      noKeys,
      ['polite: “Kometa on the NAS” is off the list.'],
    ],
    ['another takes its place', listed({ state: 'dead' }), listed({ id: QUESTION as never }), []],
  ])('hears that %s', (_what, before, after, heard) => {
    expect(said(before, after)).toEqual(heard)
  })

  const signedIn = { ...snapshotOf(views['signed in']), keys: listed() }
  const asked = {
    ...signedIn,
    question: {
      kind: 'key-of-another',
      id: QUESTION,
      account: null,
      key: { id: KEY, name: 'Kometa on the NAS' },
    },
  } as const

  it.each([
    ['that the key of another is kept', signedIn, ['The key “Kometa on the NAS” is kept.']],
    [
      'once that it is taken back, also before it is gone',
      { ...signedIn, keys: listed({ state: 'leaving' }) },
      ['“Kometa on the NAS” is being revoked.'],
    ],
    ['once that it is taken back', { ...signedIn, keys: noKeys }, ['“Kometa on the NAS” is being revoked.']],
  ])('hears %s', (_what, after, heard) => {
    expect(announcements(english, asked, after).map(({ text }) => plain(text))).toEqual(heard)
    expect(announcements(english, signedIn, asked)).toEqual([])
  })
})
