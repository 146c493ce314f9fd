import { describe, expect, it } from 'vitest'
import { english as text } from './english.fake.ts'
import { createText, isolate, type Messages, sentences, spelled } from './text.ts'

const speaking = (language: string) => createText({ language, messages: {} as Messages })

describe('text', () => {
  it('counts in the singular and the plural', () => {
    expect([1, 5].map(count => text('window.approval.minutesLeft', { count }))).toEqual([
      '1\u00a0minute left to enter the code',
      '5\u00a0minutes left to enter the code',
    ])
  })

  it('shows a name as it is, markup and placeholders included', () => {
    const name = '<b>Zoë & \u200fשלום\u200f</b> {{code}} $t(window.signedIn.title)'
    expect(text('state.signedInAs', { name })).toBe(`Signed in as ${name}`)
  })

  it('isolates a name from the direction of its sentence', () => {
    expect(text('window.approval.deviceNote', { deviceName: isolate('מחשב') })).toBe(
      'Plex may tell you about a new device named “\u2068מחשב\u2069”.',
    )
  })

  it('spells a code', () => {
    expect(spelled('AB12')).toBe('A, B, 1, 2')
  })

  it('names the day that this computer believes in, with the month in words', () => {
    const days = [new Date(2026, 10, 3, 0, 0), new Date(1970, 0, 1, 23, 59)]
    expect(days.map(text.longDate)).toEqual(['3\u00a0November\u00a02026', '1\u00a0January\u00a01970'])
    expect(text('problems.clock.hint', { date: text.longDate(days[0]!) })).toBe(
      'This computer thinks it is 3\u00a0November\u00a02026, and plex.tv’s certificate does not fit that. If the date is wrong, set it; if it is right, try another network.',
    )
  })

  it('names the minute by the clock of this computer', () => {
    expect(text.timeOfDay(new Date(2026, 10, 3, 14, 5, 59).getTime())).toBe('14:05')
  })

  it.each([
    ['en-XA', 'November 3, 2026'],
    ['de', '3. November 2026'],
    ['pt-BR', '3 de novembro de 2026'],
    ['zh-Hans', '2026年11月3日'],
  ])('names the day as it is said in %s', (language, day) => {
    expect(speaking(language).longDate(new Date(2026, 10, 3))).toBe(day.replaceAll(' ', '\u00a0'))
  })

  it.each([
    ['de', ['Ä2', 'ä10', 'B', 'z']],
    ['sv', ['B', 'z', 'Ä2', 'ä10']],
  ])('has the order of names of %s, and numbers by their value', (language, sorted) => {
    expect(['z', 'ä10', 'B', 'Ä2'].toSorted(speaking(language).compareNames)).toEqual(sorted)
  })

  it.each([
    ['en', 'Attic, Cellar, Garage'],
    ['de', 'Attic, Cellar, Garage'],
    ['ja', 'Attic、Cellar、Garage'],
    ['ar', 'Attic وCellar وGarage'],
  ])('lists things as %s does, with room for more at the end', (language, listed) => {
    expect(speaking(language).list(['Attic', 'Cellar', 'Garage'])).toBe(listed)
  })

  it('has the digits of codes and addresses in every language', () => {
    expect(speaking('ar').longDate(new Date(2026, 10, 3))).toContain('2026')
    expect(speaking('ar').timeOfDay(new Date(2026, 10, 3, 14, 5).getTime())).toMatch(/2:05/)
  })

  it('is in the language that is spoken when something is said', () => {
    let language = 'de'
    const text = createText(() => ({
      language,
      messages: { 'age.justNow': () => `in ${language}` } as unknown as Messages,
    }))
    const said = () => [
      text.language,
      text('age.justNow'),
      text.longDate(new Date(2026, 10, 3)),
      ['z', 'ä'].toSorted(text.compareNames).join(''),
    ]
    expect(said()).toEqual(['de', 'in de', '3.\u00a0November\u00a02026', 'äz'])
    language = 'sv'
    expect(said()).toEqual(['sv', 'in sv', '3\u00a0november\u00a02026', 'zä'])
  })

  it.each([
    ['en', 'Ada', 'Ada'],
    ['en', 'מחשב', '\u2068מחשב\u2069'],
    ['ar', 'Ada', '\u2068Ada\u2069'],
    ['he', 'מחשב', '\u2068מחשב\u2069'],
  ])('isolates in %s what could turn the sentence around: %s', (language, name, named) => {
    expect(speaking(language).named(name)).toBe(named)
  })

  it.each([
    [['You are offline', 'Try again.'], 'You are offline. Try again.'],
    [['Waiting…', '', 'Try again.'], 'Waiting… Try again.'],
    [['オフラインです', 'もう一度お試しください。'], 'オフラインです。もう一度お試しください。'],
    [['待っています…', 'もう一度'], '待っています… もう一度'],
    [['已离线', '请重试。', 'Latchkey'], '已离线。请重试。Latchkey'],
    [['هل هناك خطأ؟', 'حاول مرة أخرى'], 'هل هناك خطأ؟ حاول مرة أخرى'],
    [['オフラインです (DNS)', 'もう一度'], 'オフラインです (DNS). もう一度'],
  ])('ends each sentence before the next: %j', (parts, said) => {
    expect(sentences(...parts)).toBe(said)
  })
})
