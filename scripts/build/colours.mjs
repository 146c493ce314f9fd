import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** @type {(colours: readonly (readonly [name: string, value: string])[]) => string} */
const rule = colours => `:root{${colours.map(([name, value]) => `--${name}:${value}`).join(';')}}`

/**
 * Makes custom properties from `common/colours.json`, which main uses too, for a style that imports it.
 * @type {import('esbuild').Plugin}
 */
export const coloursForEsbuild = {
  name: 'colours',
  setup(build) {
    build.onResolve({ filter: /\/colours\.json$/ }, ({ kind, path, resolveDir }) =>
      kind === 'import-rule' ? { path: join(resolveDir, path), namespace: 'colours' } : undefined,
    )
    build.onLoad({ filter: /.*/, namespace: 'colours' }, async ({ path }) => {
      /** @type {[string, { light: string, dark: string }][]} */
      const colours = Object.entries(JSON.parse(await readFile(path, 'utf8')))
      const light = rule(colours.map(([name, value]) => [name, value.light]))
      const dark = rule(colours.map(([name, value]) => [name, value.dark]))
      const contents = `${light}@media (prefers-color-scheme: dark){${dark}}`
      return { contents, loader: 'css', watchFiles: [path] }
    })
  },
}
