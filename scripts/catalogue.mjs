import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'

const catalogues = /[\\/]locales[\\/]\w+\.json$/
const compiled = /[\\/]locales[\\/]\w+\.json\.js$/

const flat = (part, path = '') =>
  Object.entries(part).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`${path}${name}`, value]] : flat(value, `${path}${name}.`),
  )

/**
 * A catalogue of ICU messages as a JavaScript module with one function for each key, so that neither the app nor its
 * page carries a parser or makes code at run time. A message that is not well formed fails the build.
 * @param {string} path of the JSON file, which is named after its language
 */
async function compile(path) {
  const [{ default: MessageFormat }, { default: compileModule }] = await Promise.all([
    import('@messageformat/core'),
    import('@messageformat/core/compile-module.js'),
  ])
  const messages = Object.fromEntries(flat(JSON.parse(await readFile(path, 'utf8'))))
  return compileModule(new MessageFormat(basename(path, '.json')), messages)
}

/** Compiles catalogues for esbuild. */
export const catalogueForEsbuild = {
  name: 'catalogue',
  setup: build =>
    build.onLoad({ filter: catalogues }, async ({ path }) => ({
      contents: await compile(path),
      loader: 'js',
    })),
}

/** Compiles catalogues for Vite, which would parse as JSON what has a name like that. */
export const catalogueForVite = {
  name: 'catalogue',
  enforce: 'pre',
  resolveId: (source, importer) =>
    importer !== undefined && catalogues.test(source)
      ? `${resolve(dirname(importer), source)}.js`
      : undefined,
  load: path => (compiled.test(path) ? compile(path.slice(0, -'.js'.length)) : undefined),
}
