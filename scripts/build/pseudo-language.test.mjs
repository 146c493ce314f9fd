import MessageFormat from '@messageformat/core'
import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../shared/paths.mjs'
import { pseudoMessage, writePseudoLanguage } from './pseudo-language.mjs'
import { partNames } from './text-parts.mjs'

/** @typedef {import('./catalogue.mjs').Messages} Messages */

const english = new MessageFormat('en')
const said = (/** @type {string} */ message, /** @type {Record<string, unknown>} */ values) =>
  english.compile(message)(values)

test.each([
  ['Cancel', 'Cancelllll', {}],
  ['Sign in to Plex…', 'Signnnn innn tooo Plexxxx…', {}],
  ['Signed in as {name}', 'Signeddddd innn asss Ada', { name: 'Ada' }],
  ['{count} min ago', '5 minnn agooo', { count: 5 }],
  ['{count, plural, one {# day ago} other {# days ago}}', '1 dayyy agooo', { count: 1 }],
  ['{count, plural, one {# day ago} other {# days ago}}', '2 dayssss agooo', { count: 2 }],
  ['{code, select, EACCES {no} other {the system says {code}}}.', 'nooo.', { code: 'EACCES' }],
  [
    '{code, select, EACCES {no} other {the system says {code}}}.',
    'theee systemmmmm sayssss EIO.',
    { code: 'EIO' },
  ],
  ["It''s '{name}' {name}", "Ittt'ss {nameeee} Ada", { name: 'Ada' }],
])('%s becomes %s', (message, pseudo, values) => {
  expect(said(pseudoMessage(message), values)).toBe(`⟦${pseudo}⟧`)
})

const catalogue = JSON.parse(readFileSync(join(root, 'common/locales/en.json'), 'utf8'))
/** @type {(part: string | Messages) => string[]} */
const messages = part => (typeof part === 'string' ? [part] : Object.values(part).flatMap(messages))
const known = { count: 2, code: 'EIO' }
const values = new Proxy(known, { get: (all, name) => Reflect.get(all, name) ?? '' })

test('each text of ours is longer by half', () => {
  const texts = messages(catalogue).map(message => ({
    plain: said(message, values),
    pseudo: said(pseudoMessage(message), values),
  }))
  expect(texts.length).toBeGreaterThan(200)
  expect(texts.filter(({ plain, pseudo }) => pseudo.length < plain.length * 1.5)).toEqual([])
})

test('the language is written as the build writes one', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-pseudo-language-'))
  await writePseudoLanguage(join(folder, 'text', 'en-XA'))
  const file = join(folder, 'text', 'en-XA', 'common.js')
  const { language, messages: compiled } = createRequire(file)(file)
  expect([language, compiled['age.days']({ count: 3 })]).toEqual(['en-XA', '⟦3 dayssss agooo⟧'])
  expect(readdirSync(join(folder, 'text', 'en-XA')).toSorted()).toEqual(
    partNames.map(name => `${name}.js`).toSorted(),
  )
  await rm(folder, { recursive: true })
})
