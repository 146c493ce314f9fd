import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { openOwnText } from './own-text.ts'
import { languagesOf } from './text.ts'

describe('the languages of a terminal', () => {
  it.each([
    [{}, ['en']],
    [{ LANG: 'de_AT.UTF-8' }, ['de-AT']],
    [{ LANG: 'de_DE@euro' }, ['de-DE']],
    [{ LANG: 'eo' }, ['eo']],
    [{ LANG: 'fr_FR.UTF-8', LC_MESSAGES: 'it_IT.UTF-8' }, ['it-IT']],
    [{ LANG: 'fr_FR.UTF-8', LC_MESSAGES: 'it_IT.UTF-8', LC_ALL: 'pl_PL.UTF-8' }, ['pl-PL']],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: '' }, ['fr-FR']],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: 'C' }, ['en']],
    [{ LANG: 'C.UTF-8' }, ['en']],
    [{ LANG: 'POSIX' }, ['en']],
    [{ LANG: 'en_US.UTF-8', LANGUAGE: 'sv:pt_BR' }, ['sv', 'pt-BR', 'en-US']],
    [{ LANG: 'en_US.UTF-8', LANGUAGE: '' }, ['en-US']],
    [{ LANG: 'C.UTF-8', LANGUAGE: 'sv' }, ['en']],
    [{ LANGUAGE: 'sv' }, ['en']],
    [{ LANG: '../../etc' }, ['en']],
    [{ LANG: 'de/..' }, ['en']],
  ])('%j: %j', (environment, languages) => {
    expect(languagesOf(environment)).toEqual(languages)
  })
})

describe('what a command says', () => {
  const root = mkdtempSync(join(tmpdir(), 'latchkey-commands-'))
  const [files, home] = [join(root, 'files'), join(root, 'home')]
  const write = (language: string, said: string) => {
    mkdirSync(join(files, 'text', language), { recursive: true })
    const module = `module.exports = { language: '${language}', messages: { 'age.justNow': () => '${said}' } }`
    writeFileSync(join(files, 'text', language, 'common.js'), module)
  }
  const said = async (given: Readonly<Record<string, string>>) =>
    (await openOwnText({ files, home, given }, ['common']))('age.justNow')

  beforeEach(() => {
    rmSync(root, { recursive: true })
    mkdirSync(home, { recursive: true })
    write('en', 'just now')
    write('de', 'gerade eben')
    write('fr', 'à l’instant')
  })
  afterAll(() => rmSync(root, { recursive: true }))

  it.each<[string, string | null, string]>([
    ['nothing was chosen', null, 'gerade eben'],
    ['nothing of it was chosen', '{}', 'gerade eben'],
    ['the system’s was chosen', '{"language":"system"}', 'gerade eben'],
    ['another was chosen', '{"language":"fr"}', 'à l’instant'],
    ['one was chosen that there is not', '{"language":"tlh"}', 'gerade eben'],
    ['what was chosen makes no sense', '{"language":["fr"]}', 'gerade eben'],
    ['the file is cut off', '{"language":"fr"', 'gerade eben'],
    ['the file holds no object', 'null', 'gerade eben'],
    ['the file is larger than it can be', JSON.stringify({ language: 'fr' }).padEnd(65_537), 'gerade eben'],
  ])('is in the terminal’s language or in the one of the app: %s', async (_what, preferences, expected) => {
    if (preferences !== null) writeFileSync(join(home, 'preferences.json'), preferences)
    expect(await said({ LANG: 'de_DE.UTF-8' })).toBe(expected)
  })

  it('is in the terminal’s where something that is no file is in the file’s place', async () => {
    mkdirSync(join(home, 'preferences.json'))
    expect(await said({ LANG: 'de_DE.UTF-8' })).toBe('gerade eben')
  })

  it('is in English where the language cannot be read', async () => {
    // Not one that was loaded before.
    mkdirSync(join(files, 'text/pl'))
    writeFileSync(join(files, 'text/pl/common.js'), '')
    expect(await said({ LANG: 'pl_PL.UTF-8' })).toBe('just now')
  })
})
