import { build } from 'esbuild'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { catalogueForEsbuild } from './catalogue.mjs'
import { root } from '../shared/paths.mjs'

/** @type {string} */
let folder

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-catalogue-'))
  await mkdir(join(folder, 'locales'))
})

afterEach(() => rm(folder, { recursive: true }))

/** @param {string} language @param {object} messages @param {object} english */
async function compiled(language, messages, english = messages) {
  await writeFile(join(folder, 'locales', 'en.json'), JSON.stringify(english))
  const path = join(folder, 'locales', `${language}.json`)
  await writeFile(path, JSON.stringify(messages))
  const {
    outputFiles: [output],
  } = await build({
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    logLevel: 'silent',
    // What it is compiled to imports the runtime, from wherever the catalogue lies.
    nodePaths: [join(root, 'node_modules')],
    plugins: [catalogueForEsbuild],
  })
  const { default: catalogue } = await import(
    `data:text/javascript,${encodeURIComponent(output?.text ?? '')}`
  )
  return catalogue
}

test('a catalogue counts by the rules of the language that it is named after', async () => {
  const catalogue = await compiled('pl', {
    ages: { days: '{count, plural, one {# dzień} few {# dni} many {# dni, wiele} other {# dnia}}' },
  })
  expect([1, 3, 5, 22].map(count => catalogue['ages.days']({ count }))).toEqual([
    '1\u00a0dzień',
    '3\u00a0dni',
    '5\u00a0dni, wiele',
    '22\u00a0dni',
  ])
})

test.each([
  ['that does not end', '{name'],
  ['without a plural that its language has', '{count, plural, one {# day}}'],
  ['with a plural that its language has not', '{count, plural, few {# days} other {# days}}'],
])('a message %s fails the build', async (_what, message) => {
  await expect(compiled('en', { days: message })).rejects.toThrow()
})

test.each(['pt-BR', 'zh-Hans', 'en-XA'])('a language may be named %s', async language => {
  const catalogue = await compiled(language, { days: '{count, plural, other {# *}}' }, { days: '' })
  expect(catalogue.days({ count: 1_000 })).toMatch(/^1[.,]000 \*$/)
})

const numbers = [0, 1, 999, 1_000, 1_234_567, 2.5, -1]

test.each(['en', 'de', 'fr', 'pt-BR', 'zh-Hans', 'fa', 'mr'])(
  'numbers are written as %s has them, and small counts need no format of their own',
  async language => {
    const expected = numbers.map(count => new Intl.NumberFormat(language).format(count))
    const { days } = await compiled(language, { days: '{count, plural, other {#}}' }, { days: '' })
    let made = 0
    class Counted extends Intl.NumberFormat {
      /** @param {string} locale */
      constructor(locale) {
        super(locale)
        made++
      }
    }
    vi.stubGlobal('Intl', { ...Intl, NumberFormat: Counted })
    for (const count of [0, 1, 5, 999]) days({ count })
    expect(made).toBe(expected[1] === '1' ? 0 : 1)
    expect(numbers.map(count => days({ count }))).toEqual(expected)
    expect(made).toBe(1)
    vi.unstubAllGlobals()
  },
)

test('a catalogue that lacks what English has fails the build', async () => {
  const english = { action: { cancel: 'Cancel', quit: 'Quit' }, title: 'Latchkey' }
  const german = { action: { quit: 'Beenden' } }
  await expect(compiled('de', german, english)).rejects.toThrow('lacks action.cancel, title')
})

test('what is put in stays as it is', async () => {
  const catalogue = await compiled('en', { hello: 'Hello {name}!' })
  const name = "{name} # ' ${name} <b>` $& {count, plural, other {#}}"
  expect(catalogue.hello({ name })).toBe(`Hello ${name}!`)
})
