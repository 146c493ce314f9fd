import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../shared/paths.mjs'
import { catalogueForVite } from './catalogue.mjs'
import { unbroken } from './unbroken.mjs'

// A space that stays is a dot here, and one at which a line may end is a space.
test.each([
  ['A code lasts 15 minutes: get one.', 'A code lasts 15·minutes: get one.'],
  ['Hidden again in {seconds} s.', 'Hidden again in {seconds}·s.'],
  [
    '{count, plural, one {# key} other {All # keys}} here',
    '{count, plural, one {#·key} other {All #·keys}} here',
  ],
  ['{more, plural, =0 {} other { and # more}}', '{more, plural, =0 {} other { and #·more}}'],
  ['Latchkey {version} is there', 'Latchkey·{version} is there'],
  ['Electron {electron}, Chromium {chrome}', 'Electron·{electron}, Chromium·{chrome}'],
  ['out on port 443.', 'out on port·443.'],
  ['443 포트를 허용', '443·포트를 허용'],
  ['{name} has {server}', '{name} has {server}'],
  ['السماح لـ Latchkey', 'السماح لـ·Latchkey'],
  ['الخاص بـ {program}', 'الخاص بـ·{program}'],
])('%s is said as %s', (message, said) => {
  expect(unbroken('window.a', message).replaceAll('\u00a0', '·')).toBe(said)
})

test.each([
  ['cli.a', '200 characters'],
  ['age.hours', '{count} h ago'],
])('%s keeps its spaces, as programs read it', (key, message) => {
  expect(unbroken(key, message)).toBe(message)
})

const folder = join(root, 'common/locales')
const languages = readdirSync(folder).map(file => basename(file, '.json'))
/** Where a compiled message puts a number and its word together with a plain space, or an Arabic prefix and its word. */
const APART =
  /(?:number\([^)]*\)|d\.(?:count|minutes|seconds|most)) \+ " \p{L}|\d \p{L}|ـ |\p{L} " \+ d\.(?:version|electron|chrome|node|status)\b/u

test.each(languages)('no line in a window ends between a number and its word in %s', async language => {
  const source = String(await catalogueForVite.load(join(folder, `${language}.json.js`)))
  const messages = source.split('\n').filter(line => /^ {2}"(?!cli\.|age\.)/.test(line))
  expect(messages.length).toBeGreaterThan(500)
  expect(messages.filter(line => APART.test(line))).toEqual([])
})
