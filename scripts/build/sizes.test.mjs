import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { bundles } from './entries.mjs'
import { budgets, languageBudget, measureBundles, parts } from './sizes.mjs'
import { partNames } from './text-parts.mjs'

const { sizes, languages, speaking } = await measureBundles()

test.each(parts.map(part => /** @type {const} */ ([part, budgets[part]])))(
  '%s weighs at most %i bytes',
  (part, most) => {
    expect(sizes[part]).toBeGreaterThan(0)
    expect(sizes[part]).toBeLessThanOrEqual(most)
  },
)

test('languages are in files of their own, and in no bundle', () => {
  expect(speaking).toEqual([])
  expect(Object.keys(languages)).toEqual(
    expect.arrayContaining(partNames.map(name => `dist/text/en/${name}.js`)),
  )
})

test('each module of a language is small enough to be loaded for the one thing that needs it', () => {
  expect(Object.entries(languages).filter(([, bytes]) => bytes > languageBudget)).toEqual([])
})

test('what fetches updates is in a bundle of its own, which only a build that looks for them loads', async () => {
  const users = []
  for (const entry of bundles) {
    const { metafile } = await build({ ...entry, metafile: true })
    const modules = Object.keys(metafile.inputs)
    if (modules.some(module => /node_modules\/(electron-updater|builder-util-runtime)\//.test(module))) {
      users.push(entry.outfile)
    }
  }
  expect(users).toEqual(['dist/updater.cjs'])
})

test('a start without a verb loads nothing of the verbs, and a verb nothing of the app', async () => {
  const inputsOf = async (/** @type {string} */ outfile) => {
    const entry = bundles.find(one => one.outfile === outfile)
    const { metafile } = await build({ ...entry, metafile: true, write: false })
    return Object.keys(metafile.inputs)
  }
  const entry = await inputsOf('dist/main.mjs')
  expect(entry).toContain('common/command-at.ts')
  expect(entry.filter(file => /^cli\/|node_modules|locales|presets|access/.test(file))).toEqual([])
  const verbs = await inputsOf('dist/cli.cjs')
  expect(verbs).toContain('cli/verbs.ts')
  expect(verbs.filter(file => /^main\/|locales|node_modules\/(?!valibot\/)/.test(file))).toEqual([])
})

test('no class of which two bundles have one each is told by instanceof', async () => {
  const built = await Promise.all(bundles.map(entry => build({ ...entry, metafile: true })))
  const inputs = built.map(({ metafile: { outputs } }) =>
    Object.values(outputs).flatMap(output =>
      Object.entries(output.inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
  )
  const own = [...new Set(inputs.flat())].filter(file => file.startsWith('main/'))
  const texts = new Map(own.map(file => [file, readFileSync(file, 'utf8')]))
  const twice = own.filter(file => inputs.filter(bundle => bundle.includes(file)).length > 1)
  const classes = twice.flatMap(file =>
    [...(texts.get(file) ?? '').matchAll(/export class (\w+)/g)].map(([, name]) => name),
  )
  expect(classes).toContain('NoAnswer')
  const told = [...texts].flatMap(([file, text]) =>
    classes.filter(name => new RegExp(`instanceof ${name}\\b`).test(text)).map(name => `${file}: ${name}`),
  )
  expect(told).toEqual([])
})
