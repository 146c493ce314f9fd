import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { Preferences, PreferencesChange, preferencesIn } from './preferences.ts'

const names = Object.keys(Preferences.entries) as (keyof Preferences)[]
const asBefore = preferencesIn({})
const nonsense: readonly unknown[] = [null, 0, 'sentinel', [], {}, undefined]
/** What was written before there were more than two values. */
const fromBefore = new Map<unknown, Preferences['notifications']>([
  [true, 'all'],
  [false, 'none'],
])

const valuesOf = (name: keyof Preferences): readonly unknown[] => Preferences.entries[name].options

describe('preferences', () => {
  it('are what their schema takes, before a person chose anything', () => {
    expect(v.parse(Preferences, asBefore)).toEqual(asBefore)
  })

  it.each(names)('have at least two values to choose from for %s', name => {
    expect(valuesOf(name).length).toBeGreaterThan(1)
  })

  it.each(names)('mean what was written of %s, and what makes no sense is as before the choice', name => {
    for (const value of valuesOf(name)) {
      expect(preferencesIn({ [name]: value, later: 'sentinel' })).toEqual({ ...asBefore, [name]: value })
    }
    for (const value of nonsense) expect(preferencesIn({ [name]: value })).toEqual(asBefore)
    expect(preferencesIn(Object.create({ [name]: valuesOf(name).at(-1) }) as object as {})).toEqual(asBefore)
  })

  it.each([...fromBefore])(
    'mean what an earlier release wrote of notifications: %s',
    (written, notifications) => {
      expect(preferencesIn({ notifications: written })).toEqual({ ...asBefore, notifications })
      expect(v.is(PreferencesChange, { notifications: written })).toBe(false)
    },
  )

  it.each(names)('change one at a time, or several, and %s only to what it may be', name => {
    for (const value of valuesOf(name)) expect(v.is(PreferencesChange, { [name]: value })).toBe(true)
    for (const value of nonsense) expect(v.is(PreferencesChange, { [name]: value })).toBe(false)
    expect(v.is(PreferencesChange, { ...asBefore, later: true })).toBe(false)
  })

  it('change all at once, and not to nothing', () => {
    expect([v.is(PreferencesChange, asBefore), v.is(PreferencesChange, {})]).toEqual([true, false])
  })
})
