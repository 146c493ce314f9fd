import { describe, expect, it } from 'vitest'
import { english } from '../common/english.fake.ts'
import type { KeyView } from '../common/keys.ts'
import { problemNames } from '../common/problems.ts'
import { aKey, KEY } from '../common/samples.fake.ts'
import { takeable } from '../common/keys-at-hand.ts'
import {
  accountText,
  briefText,
  howText,
  keptText,
  keyHint,
  lentText,
  madeSince,
  problemTitle,
  shownState,
  stateText,
} from './key-text.ts'

const diedAt = new Date(2026, 6, 3).getTime()

describe('a key', () => {
  it.each<[string, Partial<KeyView>, string]>([
    ['is alive', {}, ''],
    ['was not asked about yet', { state: 'unconfirmed' }, 'Plex has not confirmed it yet'],
    [
      'was asked about in vain',
      { state: 'unconfirmed', problem: 'service' },
      'Plex could not confirm it. plex.tv is having trouble',
    ],
    ['was refused', { state: 'dead', diedAt }, 'Plex refused it on 3\u00a0July\u00a02026'],
    ['was refused, nobody knows when', { state: 'dead' }, 'Plex refuses it'],
    [
      'is not in the keychain any more',
      { state: 'missing' },
      'It is not in your keychain any more, so Latchkey cannot revoke it. Remove it from your devices at Plex, then from this list.',
    ],
    [
      'waits to be taken back',
      { state: 'leaving', problem: 'keychain-locked' },
      'It is revoked as soon as your keychain hands it out. Your keychain is locked',
    ],
  ])('says that it %s', (_what, over, said) => {
    expect(stateText(english, aKey(over))).toBe(said)
  })

  it('looks like one of four', () => {
    const states = ['alive', 'unconfirmed', 'dead', 'missing', 'leaving'] as const
    expect(states.map(shownState)).toEqual(['alive', 'unconfirmed', 'dead', 'unconfirmed', 'waiting'])
  })

  it('says when it was handed out, or made', () => {
    expect(lentText(english, aKey({ lent: { at: 0, how: 'shown', program: null } }), '2 h ago')).toBe(
      'Handed out 2 h ago',
    )
    expect(lentText(english, aKey(), '94 days ago')).toBe('Made 94 days ago')
  })

  it.each<[string, KeyView['lent'], string]>([
    ['never', null, 'not handed out'],
    ['shown', { at: 0, how: 'shown', program: null }, 'shown'],
    ['to a program', { at: 0, how: 'program', program: '/opt/kometa/kometa.py' }, '\u2068kometa.py\u2069'],
    ['to nobody knows what', { at: 0, how: 'program', program: null }, 'to a program'],
  ])('says how it was handed out: %s', (_what, lent, said) => {
    expect(howText(english, aKey({ lent }))).toBe(said)
  })

  it('says where it is only if that is not the keychain', () => {
    expect(
      (['keychain', 'keychain-locked', 'unseen'] as const).map(kept => keptText(english, aKey({ kept }))),
    ).toEqual([
      '',
      'Kept until Latchkey quits. Your keychain is locked. Latchkey moves it to your keychain by itself as soon as that works.',
      'Kept until Latchkey quits. Your keychain said that it took this key, but does not have it. Latchkey tries again by itself.',
    ])
  })

  it('says whose it is only if that is another’s', () => {
    const all = [null, { name: 'Bob' }, { name: null }].map(ofAnother =>
      accountText(english, aKey({ ofAnother })),
    )
    expect(all).toEqual([null, 'for the account of \u2068Bob\u2069', 'for another account'])
  })
})

describe('a refusal', () => {
  it('names the key, not the sign-in', () => {
    expect(problemTitle(english, 'keychain-emptied')).toBe('The key is gone from your keychain')
    expect(problemTitle(english, 'offline')).toBe('You are offline')
  })

  it('has a next step whatever the problem, and for the keychain none that is about signing in', () => {
    const hints = problemNames.map(problem => [problem, keyHint(english, problem)] as const)
    expect(hints.filter(([, hint]) => hint === '')).toEqual([])
    const wrong = hints.filter(
      ([problem, hint]) => problem.startsWith('keychain') && /sign[- ]in/i.test(hint),
    )
    expect(wrong).toEqual([])
  })
})

describe('a sign-out', () => {
  const list = [
    aKey({ madeAt: 10 }),
    aKey({ id: KEY, madeAt: 20, state: 'unconfirmed' }),
    aKey({ madeAt: 30, state: 'dead' }),
    aKey({ madeAt: 30, state: 'missing' }),
    aKey({ madeAt: 30, state: 'leaving' }),
  ]

  it('can take back what Latchkey has and Plex does not refuse', () => {
    expect(takeable(list)).toBe(2)
  })

  it('counts those made since the sign-in, and all where nobody knows when that was', () => {
    expect([5, 20, 21, null].map(at => madeSince(list, at))).toEqual([2, 1, 0, 2])
  })
})

it.each<[string, Partial<KeyView>, string]>([
  ['alive', {}, ''],
  ['kept in memory', { kept: 'keychain-locked' }, 'Kept until Latchkey quits'],
  ['not confirmed yet', { state: 'unconfirmed' }, 'Plex has not confirmed it yet'],
  ['not confirmed', { state: 'unconfirmed', problem: 'service' }, 'Plex could not confirm it'],
  ['refused', { state: 'dead', diedAt }, 'Plex refused it on 3\u00a0July\u00a02026'],
  ['gone from the keychain', { state: 'missing' }, 'The key is gone from your keychain'],
  [
    'waiting to be taken back',
    { state: 'leaving', problem: 'keychain-locked' },
    'It is revoked as soon as your keychain hands it out',
  ],
])('says in one line that a key is %s', (_what, over, said) => {
  expect(briefText(english, aKey(over))).toBe(said)
})
