import { describe, expect, it } from 'vitest'
import type { Keys } from '../common/keys.ts'
import { aKey, KEY, noKeys, snapshotOf, views } from '../common/samples.fake.ts'
import { nextKeyPlace, type Place } from './key-route.ts'

const snapshot = (keys: Partial<Keys>) => ({
  ...snapshotOf(views['signed in']),
  keys: { ...noKeys, ...keys },
})
const making = (over: Partial<NonNullable<Keys['making']>> = {}) =>
  snapshot({
    making: { id: KEY, name: 'Kometa', attempt: views['requesting a code'], byHand: null, ...over },
  })
const none = snapshot({})
const made = snapshot({ list: [aKey()] })
const place = (view: Place['view'], key: Place['key'] = null): Place => ({ view, key })

describe('the window', () => {
  it.each<[string, Place, typeof none | null, typeof none, Place | null]>([
    ['is opened while a key is made', place('sign-in'), null, making(), null],
    ['sees the key made that it waited for', place('new-key'), making(), made, place('key', KEY)],
    ['hears elsewhere that it is made', place('settings'), making(), made, null],
    ['hears that it was not made', place('new-key'), making(), none, null],
    [
      'sees the person make another in the place of a dead one',
      place('keys'),
      none,
      making(),
      place('new-key'),
    ],
    [
      'needs the person to approve one',
      place('settings'),
      making(),
      making({ byHand: 'service', attempt: views['awaiting approval'] }),
      place('new-key'),
    ],
    [
      'has asked for that already',
      place('settings'),
      making({ byHand: 'service' }),
      making({ byHand: 'service' }),
      null,
    ],
    ['shows a key that goes', place('key', KEY), made, none, place('keys')],
    ['shows a key that stays', place('key', KEY), made, made, null],
  ])('goes where it is needed when it %s', (_what, here, before, after, next) => {
    expect(nextKeyPlace(here, before, after)).toEqual(next)
  })
})
