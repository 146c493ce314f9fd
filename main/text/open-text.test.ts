import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openText } from './open-text.ts'

let folder: string
let reported: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-text-'))
  reported = []
  write('en', module('en', 'Cancel'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const module = (language: string, said: string, key = 'action.cancel') =>
  `module.exports = { language: '${language}', messages: { '${key}': () => '${said}' } }`
function write(language: string, content: string, part = 'common') {
  mkdirSync(join(folder, language), { recursive: true })
  writeFileSync(join(folder, language, `${part}.js`), content)
}

const open = (...preferred: string[]) =>
  openText({ folder, parts: ['common'], preferred, report: what => void reported.push(what) })

function opened(...preferred: string[]) {
  const { text } = open(...preferred)
  return { language: text.language, said: text('action.cancel'), reported }
}

describe('the text', () => {
  it('is in the language that the person prefers', () => {
    write('pt-BR', module('pt-BR', 'Cancelar'))
    expect(opened('pt-PT', 'en')).toEqual({ language: 'pt-BR', said: 'Cancelar', reported: [] })
  })

  it('is in English where there is none in theirs', () => {
    expect(opened('de')).toEqual({ language: 'en', said: 'Cancel', reported: [] })
  })

  it.each<[string, () => void]>([
    ['is empty', () => write('de', '')],
    ['is cut off', () => write('de', module('de', 'Abbrechen').slice(0, -3))],
    ['fails', () => write('de', 'throw new Error()')],
    ['is of another language', () => write('de', module('fr', 'Annuler'))],
    ['has another part alone', () => write('de', module('de', 'Abbrechen'), 'app')],
    ['is no file', () => mkdirSync(join(folder, 'de/common.js'), { recursive: true })],
    ['is no folder', () => writeFileSync(join(folder, 'de'), '')],
  ])('is in English where theirs %s, and the log says so', (_what, spoil) => {
    spoil()
    expect(opened('de')).toEqual({
      language: 'en',
      said: 'Cancel',
      reported: ['The text in de cannot be read: it is in English'],
    })
  })

  it.each<[string, () => void]>([
    ['is gone', () => rmSync(join(folder, 'en/common.js'))],
    ['is empty', () => write('en', '')],
    ['is gone with its folder', () => rmSync(folder, { recursive: true })],
  ])('is an error where English %s', (_what, spoil) => {
    spoil()
    expect(() => opened('de')).toThrow()
    mkdirSync(folder, { recursive: true })
  })
})

describe('another language', () => {
  beforeEach(() => {
    write('de', module('de', 'Abbrechen'))
    write('fr', module('fr', 'Annuler'))
  })

  it('is spoken from the moment that it is chosen, and the system’s again when that is', () => {
    const { text, choose, languages } = open('fr')
    const said = () => [text.language, text('action.cancel'), text.longDate(new Date(2026, 10, 3))]
    expect(languages.toSorted()).toEqual(['de', 'en', 'fr'])
    expect(said()).toEqual(['fr', 'Annuler', '3\u00a0novembre\u00a02026'])
    expect(choose('de')).toBe(true)
    expect(said()).toEqual(['de', 'Abbrechen', '3.\u00a0November\u00a02026'])
    expect([choose('de'), choose('system'), text.language]).toEqual([false, true, 'fr'])
  })

  it('is the system’s where there is none of that name', () => {
    const { text, choose } = open('fr')
    expect([choose('tlh'), choose('system'), text.language, reported]).toEqual([false, false, 'fr', []])
  })

  it('is not gone over to where it cannot be read, and the log says so', () => {
    const { text, choose } = open('fr')
    write('de', '')
    expect([choose('de'), text('action.cancel'), reported]).toEqual([
      false,
      'Annuler',
      ['The text in de cannot be read: it stays in fr'],
    ])
  })

  it('is not gone over to where another release has put it there, which may say other things', () => {
    const ofRelease = (said: string, language: string, release: string) =>
      module(language, said).replace('{ language', `{ release: '${release}', language`)
    write('fr', ofRelease('Annuler', 'fr', '1a'))
    write('de', ofRelease('Abbrechen', 'de', '2b'))
    const { text, choose } = open('fr')
    expect([choose('de'), text('action.cancel'), reported]).toEqual([
      false,
      'Annuler',
      ['The text in de cannot be read: it stays in fr'],
    ])
    write('en', ofRelease('Cancel', 'en', '1a'))
    expect([choose('en'), text('action.cancel')]).toEqual([true, 'Cancel'])
  })

  it('has what was loaded of the one before', () => {
    write('fr', module('fr', 'Journal :', 'doctor.report.log'), 'doctor')
    write('de', module('de', 'Protokoll:', 'doctor.report.log'), 'doctor')
    const { text, choose, add } = open('fr')
    add('doctor')
    add('doctor')
    expect([text('doctor.report.log'), text('action.cancel')]).toEqual(['Journal :', 'Annuler'])
    choose('de')
    expect([text('doctor.report.log'), text('action.cancel')]).toEqual(['Protokoll:', 'Abbrechen'])
  })

  it.each<[string, () => void]>([
    ['is empty', () => write('de', '', 'doctor')],
    ['is gone', () => rmSync(join(folder, 'de/doctor.js'))],
  ])('has a part that is loaded later in English where theirs %s, and the log says so', (_what, spoil) => {
    write('en', module('en', 'Log:', 'doctor.report.log'), 'doctor')
    write('fr', module('fr', 'Journal :', 'doctor.report.log'), 'doctor')
    write('de', module('de', 'Protokoll:', 'doctor.report.log'), 'doctor')
    spoil()
    const { text, choose, add } = open('de')
    add('doctor')
    const said = () => [text('doctor.report.log'), text('action.cancel')]
    const inEnglish = 'A part of the text in de cannot be read: it is in English'
    expect([said(), reported]).toEqual([['Log:', 'Abbrechen'], [inEnglish]])
    choose('fr')
    expect(said()).toEqual(['Journal :', 'Annuler'])
    choose('de')
    expect([said(), reported]).toEqual([
      ['Log:', 'Abbrechen'],
      [inEnglish, inEnglish],
    ])
  })
})
