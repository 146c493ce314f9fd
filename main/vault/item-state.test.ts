import { describe, expect, it } from 'vitest'
import {
  erased,
  isUnread,
  isWaiting,
  type ItemState,
  knownBeneath,
  remembered,
  seen,
  settled,
  textHeld,
  written,
} from './item-state.ts'

const found: ItemState = { kind: 'found' }
const kept: ItemState = { kind: 'kept', text: 'old' }
const keeping: ItemState = { kind: 'keeping', text: 'new', unread: true, known: [] }
const keepingOver: ItemState = { kind: 'keeping', text: 'new', unread: false, known: ['old'] }
const erasing: ItemState = { kind: 'erasing', unread: true, known: [] }
const erasingKnown: ItemState = { kind: 'erasing', unread: false, known: ['old'] }
const empty: ItemState = { kind: 'empty' }
const all = { found, kept, keeping, keepingOver, erasing, erasingKnown, empty }

describe('an item', () => {
  it.each([
    ['yes', found],
    ['unknown', found],
    ['given-up', erasing],
    ['no', empty],
  ] as const)('that is remembered as %j is, at the start of a run, %j', (hint, state) => {
    expect(remembered(hint)).toEqual(state)
  })

  it('should hold what was written last, over what it holds', () => {
    expect(Object.values(all).map(state => written(state, 'newest'))).toEqual([
      { kind: 'keeping', text: 'newest', unread: true, known: [] },
      { kind: 'keeping', text: 'newest', unread: false, known: ['old'] },
      { kind: 'keeping', text: 'newest', unread: true, known: [] },
      { kind: 'keeping', text: 'newest', unread: false, known: ['old'] },
      { kind: 'keeping', text: 'newest', unread: true, known: [] },
      { kind: 'keeping', text: 'newest', unread: false, known: ['old'] },
      { kind: 'keeping', text: 'newest', unread: false, known: [] },
    ])
  })

  it('should hold nothing once it is erased, and knows what was in it', () => {
    expect(Object.values(all).map(erased)).toEqual([
      erasing,
      erasingKnown,
      erasing,
      erasingKnown,
      erasing,
      erasingKnown,
      empty,
    ])
  })

  it('counts as holding what waits to be stored, and not what waits to go', () => {
    expect(Object.values(all).map(textHeld)).toEqual([null, 'old', 'new', 'new', null, null, null])
  })

  it.each([
    ['found', [], true],
    ['kept', ['old'], false],
    ['keeping', [], true],
    ['keepingOver', ['old'], false],
    ['erasing', [], true],
    ['erasingKnown', ['old'], false],
    ['empty', [], false],
  ] as const)('knows what it held, and whether it may hold more: %s', (name, known, unread) => {
    expect([knownBeneath(all[name]), isUnread(all[name])]).toEqual([known, unread])
  })

  it('that was seen holds that, or what it should hold over that', () => {
    expect(Object.values(all).map(state => seen(state, 'another'))).toEqual([
      { kind: 'kept', text: 'another' },
      { kind: 'kept', text: 'another' },
      { ...keeping, unread: false, known: ['another'] },
      { ...keepingOver, known: ['old', 'another'] },
      { ...erasing, unread: false, known: ['another'] },
      { ...erasingKnown, known: ['old', 'another'] },
      empty,
    ])
  })

  it('of which nothing was seen is as before, with nothing unread beneath', () => {
    expect(Object.values(all).map(state => seen(state, null))).toEqual([
      found,
      kept,
      { ...keeping, unread: false },
      keepingOver,
      { ...erasing, unread: false },
      erasingKnown,
      empty,
    ])
  })

  it('has what it should have once the keychain has taken just that', () => {
    expect(Object.values(all).map(state => settled(state, 'new'))).toEqual([
      found,
      kept,
      { kind: 'kept', text: 'new' },
      { kind: 'kept', text: 'new' },
      { ...erasing, unread: false, known: ['new'] },
      { ...erasingKnown, known: ['new'] },
      empty,
    ])
    expect(Object.values(all).map(state => settled(state, null))).toEqual([
      found,
      kept,
      { ...keeping, unread: false },
      { ...keepingOver, known: [] },
      empty,
      empty,
      empty,
    ])
  })

  it('waits where the keychain still has to take or to let go', () => {
    expect(Object.entries(all).flatMap(([name, state]) => (isWaiting(state) ? [name] : []))).toEqual([
      'keeping',
      'keepingOver',
      'erasing',
      'erasingKnown',
    ])
  })
})
