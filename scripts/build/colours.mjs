import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** @typedef {{ light: string, dark: string, contrastLight: string, contrastDark: string }} Colour */

/**
 * @param {string} selector
 * @param {[name: string, light: string, dark: string][]} colours
 */
const rule = (selector, colours) =>
  `${selector}{${colours.map(([name, light, dark]) => `--${name}:light-dark(${light},${dark})`).join(';')}}`

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
      /** @type {[string, Colour][]} */
      const colours = Object.entries(JSON.parse(await readFile(path, 'utf8')))
      const contents = [
        rule(
          ':root',
          colours.map(([name, { light, dark }]) => [name, light, dark]),
        ),
        rule(
          ':root[data-contrast]',
          colours.map(([name, { contrastLight, contrastDark }]) => [name, contrastLight, contrastDark]),
        ),
      ].join('')
      return { contents, loader: 'css', watchFiles: [path] }
    })
  },
}
