import { describe, expect, it } from 'vitest'
import { english } from './english.fake.ts'
import { ageText, unbrokenAge, untilOlder, wholeAge } from './age.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('an age', () => {
  it('is told in the longest unit that it fills, rounded down', () => {
    const ages = [0, minute - 1, minute, hour - 1, hour, 3.9 * hour, day - 1, day, 400 * day]
    expect(ages.map(wholeAge)).toEqual([
      null,
      null,
      { unit: 'minutes', count: 1 },
      { unit: 'minutes', count: 59 },
      { unit: 'hours', count: 1 },
      { unit: 'hours', count: 3 },
      { unit: 'hours', count: 23 },
      { unit: 'days', count: 1 },
      { unit: 'days', count: 400 },
    ])
  })

  it('changes when the time until then is over, and not a millisecond before', () => {
    const ages = [0, 1, minute - 0.5, minute, 59.5 * minute, hour, 3.9 * hour, 23.5 * hour, day, 2.5 * day]
    const changes = ages.map(age => {
      const next = age + untilOlder(age)
      return [wholeAge(next - 1), wholeAge(next)]
    })
    expect(changes.map(([before]) => before)).toEqual(ages.map(wholeAge))
    expect(changes.map(([, after]) => after)).toEqual([
      { unit: 'minutes', count: 1 },
      { unit: 'minutes', count: 1 },
      { unit: 'minutes', count: 1 },
      { unit: 'minutes', count: 2 },
      { unit: 'hours', count: 1 },
      { unit: 'hours', count: 2 },
      { unit: 'hours', count: 4 },
      { unit: 'days', count: 1 },
      { unit: 'days', count: 2 },
      { unit: 'days', count: 3 },
    ])
  })

  it('is counted on at most once a minute', () => {
    const waits = Array.from({ length: 3_000 }, (_, minutes) => untilOlder(minutes * minute))
    expect(Math.min(...waits)).toBe(minute)
  })

  it.each([
    [0, 'just now'],
    [59_999, 'just now'],
    [60_000, '1 min ago'],
    [119_999, '1 min ago'],
    [120_000, '2 min ago'],
    [3_599_999, '59 min ago'],
    [3_600_000, '1 h ago'],
    [10_800_000, '3 h ago'],
    [86_399_999, '23 h ago'],
    [86_400_000, '1 day ago'],
    [172_799_999, '1 day ago'],
    [172_800_000, '2 days ago'],
    [2_592_000_000, '30 days ago'],
  ])('says of %d ms that it was %s', (agoMs, said) => {
    expect(ageText(english, agoMs)).toBe(said)
  })

  it('stays on one line where it is to', () => {
    expect(unbrokenAge(english, 172_800_000)).toBe('2\u00a0days\u00a0ago')
  })
})
