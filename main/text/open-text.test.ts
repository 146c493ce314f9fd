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

const module = (language: string, cancel: string) =>
  `module.exports = { language: '${language}', messages: { 'action.cancel': () => '${cancel}' } }`
const write = (language: string, content: string) => writeFileSync(join(folder, `${language}.js`), content)

function opened(...preferred: string[]) {
  const text = openText({ folder, preferred, report: what => void reported.push(what) })
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

  it('takes nothing else in its folder for a language', () => {
    writeFileSync(join(folder, 'de.js.map'), '{}')
    writeFileSync(join(folder, 'de'), '')
    expect(opened('de')).toEqual({ language: 'en', said: 'Cancel', reported: [] })
  })

  it.each<[string, () => void]>([
    ['is empty', () => write('de', '')],
    ['is cut off', () => write('de', module('de', 'Abbrechen').slice(0, -3))],
    ['fails', () => write('de', 'throw new Error()')],
    ['is of another language', () => write('de', module('fr', 'Annuler'))],
    ['is no file', () => mkdirSync(join(folder, 'de.js'))],
  ])('is in English where theirs %s, and the log says so', (_what, spoil) => {
    spoil()
    expect(opened('de')).toEqual({
      language: 'en',
      said: 'Cancel',
      reported: ['The text in de cannot be read: it is in English'],
    })
  })

  it.each<[string, () => void]>([
    ['is gone', () => rmSync(join(folder, 'en.js'))],
    ['is empty', () => write('en', '')],
    ['is gone with its folder', () => rmSync(folder, { recursive: true })],
  ])('is an error where English %s', (_what, spoil) => {
    spoil()
    expect(() => opened('de')).toThrow()
    mkdirSync(folder, { recursive: true })
  })
})
