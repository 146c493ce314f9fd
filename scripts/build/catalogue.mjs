import { readFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isIn, partNames } from './text-parts.mjs'
import { root } from '../shared/paths.mjs'
import { unbroken } from './unbroken.mjs'

const countText = join(root, 'common', 'count-text.ts')
const catalogues = /[\\/]locales[\\/][\w-]+\.json$/
const compiled = /[\\/]locales[\\/][\w-]+\.json\.js$/

/** @typedef {{ [name: string]: string | Messages }} Messages */

/** @type {(part: Messages, path?: string) => [key: string, message: string][]} */
const flat = (part, path = '') =>
  Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : flat(value, `${path}${name}.`),
  )

const read = async (/** @type {string} */ path) =>
  Object.fromEntries(flat(JSON.parse(await readFile(path, 'utf8'))))

// The digits are those of codes, versions and addresses: common/text.ts has the same for dates.
const localeOf = (/** @type {string} */ language) =>
  language.split('-')[0] === 'ar' ? `${language}-u-nu-latn` : language

/**
 * A catalogue of ICU messages as a JavaScript module with one function for each key, so that neither the app nor its
 * page carries a parser or makes code at run time. A malformed message fails the build, and so does a message that
 * another language lacks.
 * @param {string} path of the JSON file, which is named after its language
 * @param {(key: string) => boolean} isWanted
 */
async function compile(path, isWanted = () => true) {
  const [{ default: MessageFormat }, { default: compileModule }] = await Promise.all([
    import('@messageformat/core'),
    // @ts-expect-error -- it brings no types
    import('@messageformat/core/compile-module.js'),
  ])
  const messages = await read(path)
  const english = await read(join(dirname(path), 'en.json'))
  const lacking = Object.keys(english).filter(key => messages[key] === undefined)
  if (lacking.length > 0) throw new Error(`${path} lacks ${lacking.join(', ')}`)
  const wanted = Object.fromEntries(
    Object.entries(messages)
      .filter(([key]) => isWanted(key))
      .map(([key, message]) => [key, unbroken(key, message)]),
  )
  const locale = localeOf(basename(path, '.json'))
  return withCountText(locale, compileModule(new MessageFormat(locale), wanted))
}

const RUNTIME = /^import \{ number(?:, )?(.*?) ?\} from "@messageformat\/runtime";$/m

/**
 * With our own text for small numbers, where the locale writes them in these digits.
 * @param {string} locale @param {string} source
 */
function withCountText(locale, source) {
  if (new Intl.NumberFormat(locale).format(907) !== '907') return source
  return source.replace(
    RUNTIME,
    (_line, others) =>
      `import { countText as number } from ${JSON.stringify(countText)};` +
      (others === '' ? '' : `import { ${others} } from "@messageformat/runtime";`),
  )
}

/**
 * Compiles catalogues for esbuild: all of one, or a part (`./de.json?app`).
 * @type {import('esbuild').Plugin}
 */
export const catalogueForEsbuild = {
  name: 'catalogue',
  setup: build =>
    build.onLoad({ filter: catalogues }, async ({ path, suffix }) => {
      const part = partNames.find(name => suffix === `?${name}`)
      if (part === undefined && suffix !== '') throw new Error(`There is no part ${suffix} of a language`)
      const isWanted = part === undefined ? undefined : (/** @type {string} */ key) => isIn(part, key)
      return { contents: await compile(path, isWanted), loader: 'js' }
    }),
}

/**
 * Compiles catalogues for Vite, which would otherwise parse such files as JSON.
 * @satisfies {import('vite').Plugin}
 */
export const catalogueForVite = {
  name: 'catalogue',
  enforce: /** @type {const} */ ('pre'),
  resolveId: (/** @type {string} */ source, /** @type {string | undefined} */ importer) =>
    importer !== undefined && catalogues.test(source)
      ? `${resolve(dirname(importer), source)}.js`
      : undefined,
  load: (/** @type {string} */ path) =>
    compiled.test(path) ? compile(path.slice(0, -'.js'.length)) : undefined,
}
