import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bundles } from './entries.mjs'
import { isIn, partNames } from './text-parts.mjs'
import { root } from '../shared/paths.mjs'

/** @typedef {import('../../common/text.ts').TextPart} Part */

/** What each bundle has loaded when it asks. @type {Readonly<Record<string, readonly Part[]>>} */
const loaded = {
  'dist/front.cjs': ['common', 'app'],
  'dist/companion.cjs': ['common', 'app'],
  'dist/access.cjs': ['common', 'app'],
  'dist/open-doctor.cjs': ['common', 'app', 'doctor'],
  'dist/refuse.cjs': ['start'],
  'dist/cli.cjs': ['common', 'cli', 'help'],
  'dist/completions.cjs': ['common', 'cli', 'help'],
  'dist/renderer/index.js': ['common', 'window', 'pages'],
  'dist/renderer/asks.js': ['asks'],
}

/** Of the commands, only these tell of all commands, and have that part loaded. */
const helping = ['cli/usage.ts', 'cli/shells/words.ts', 'cli/verbs.ts']

/** @type {(part: object, path?: string) => string[]} */
const keysOf = (part, path = '') =>
  Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' ? [`${path}${name}`] : keysOf(value, `${path}${name}.`),
  )
const keys = keysOf(JSON.parse(readFileSync(join(root, 'common/locales/en.json'), 'utf8')))

/** The keys that a file asks for: a name in a template stands for any one part. @param {string} file */
function askedIn(file) {
  const source = readFileSync(join(root, file), 'utf8')
  const patterns = [...source.matchAll(/(['`])(\w+\.[\w.${}-]+)\1/g)].map(
    ([, , key = '']) =>
      new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{\w+(?:\\\.\w+)*\}/g, '[^.]+')}$`),
  )
  return keys.filter(key => patterns.some(pattern => pattern.test(key)))
}

/** @param {typeof bundles[number]} entry */
async function filesIn(entry) {
  const { metafile } = await build({ ...entry, metafile: true })
  return Object.values(metafile.outputs)
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(
      ([file, { bytesInOutput }]) =>
        bytesInOutput > 0 && /^(?:common|main|cli|renderer)\/.*\.tsx?$/.test(file),
    )
    .map(([file]) => file)
}

test('no bundle asks for a text that it has not loaded', async () => {
  const speaking = []
  for (const entry of bundles) {
    const asked = (await filesIn(entry)).flatMap(file => askedIn(file).map(key => ({ file, key })))
    if (asked.length === 0) continue
    speaking.push(entry.outfile)
    const there = loaded[entry.outfile] ?? []
    const missing = asked.filter(({ file, key }) =>
      there.every(part => !isIn(part, key) || (part === 'help' && !helping.includes(file))),
    )
    expect({ [entry.outfile]: missing }).toEqual({ [entry.outfile]: [] })
  }
  expect(speaking).toContain('dist/cli.cjs')
})

test('each text is in a module, but those of packages', () => {
  const nowhere = keys.filter(key => !partNames.some(part => isIn(part, key)))
  expect(nowhere.filter(key => !/^package\.|^cli\.(?:exits|environment)\./.test(key))).toEqual([])
})

test('no text is in more modules than it has to be', () => {
  const often = keys.filter(key => partNames.filter(part => isIn(part, key)).length > 1)
  expect(often.length).toBeLessThan(17)
})
