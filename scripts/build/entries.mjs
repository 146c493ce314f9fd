import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { catalogueForEsbuild } from './catalogue.mjs'
import { coloursForEsbuild } from './colours.mjs'
import { root } from '../shared/paths.mjs'
import { partNames } from './text-parts.mjs'

/** @import { BuildOptions, Plugin } from 'esbuild' */
/** @typedef {BuildOptions & { write: false, plugins: Plugin[] }} Options */

/** @type {Options} */
const common = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  minify: true,
  charset: 'utf8',
  // The licences are in a file of their own.
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [catalogueForEsbuild, coloursForEsbuild],
}

/** @type {Options} */
const page = { ...common, format: 'iife', target: 'chrome130', jsx: 'automatic', jsxImportSource: 'preact' }

/**
 * Bundles that are loaded when needed: a second start needs only `main.cjs`, few starts are refused, few builds use
 * the updater, few keys go into a file, and a shell's completions are printed once.
 */
const lazy = [
  'front',
  'companion',
  'access',
  'qr-path',
  'completions',
  'linux-desktop',
  'refuse',
  'updater',
  'open-doctor',
  'open-probe',
  'program-files',
  'yaml-text',
]

/** @type {Plugin} */
const besideMain = {
  name: 'bundles beside main',
  setup: build =>
    build.onResolve({ filter: new RegExp(`/(?:${lazy.join('|')})\\.ts$`) }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${basename(path, '.ts')}.cjs`, external: true } : undefined,
    ),
}

/** @type {Options} */
const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  plugins: [...common.plugins, besideMain],
  external: ['electron', 'keytar', 'original-fs'],
  // esbuild leaves import.meta empty in CommonJS.
  define: { 'import.meta.dirname': '__dirname' },
}

const locales = join(root, 'common', 'locales')

/**
 * Options to bundle each part of a catalogue: as a module for main and commands, and for a page as a script before its
 * own.
 * @param {string} catalogue the path of a JSON file, which is named after its language
 * @returns {(Options & { outfile: string })[]}
 */
export function languageEntries(catalogue) {
  const language = basename(catalogue, '.json')
  const release = createHash('sha256')
    .update(readFileSync(join(locales, 'en.json')))
    .digest('hex')
  return partNames.map(part => ({
    ...common,
    stdin: {
      contents: `export { default as messages } from './${basename(catalogue)}?${part}'
        export const language = '${language}'
        export const release = '${release.slice(0, 8)}'`,
      resolveDir: dirname(catalogue),
    },
    // A compiled catalogue imports the runtime, wherever the catalogue is.
    nodePaths: [join(root, 'node_modules')],
    outfile: `dist/text/${language}/${part}.js`,
    format: 'iife',
    target: ['node20', 'chrome130'],
    globalName: `latchkeyText.${part}`,
    footer: { js: `if(typeof module==='object')module.exports=latchkeyText.${part}` },
  }))
}

/**
 * Options for all bundles but languages. Each `import()` stays lazy: its module runs when it is called.
 * @type {(Options & { outfile: string })[]}
 */
export const bundles = [
  // The entry alone is an ES module: main/entry.ts says why.
  { ...node, entryPoints: ['main/entry.ts'], outfile: 'dist/main.mjs', format: 'esm', define: {} },
  { ...node, entryPoints: ['cli/index.ts'], outfile: 'dist/cli.cjs' },
  { ...node, entryPoints: ['cli/completions.ts'], outfile: 'dist/completions.cjs' },
  { ...node, entryPoints: ['main/index.ts'], outfile: 'dist/main.cjs' },
  { ...node, entryPoints: ['main/front.ts'], outfile: 'dist/front.cjs' },
  { ...node, entryPoints: ['main/companion.ts'], outfile: 'dist/companion.cjs' },
  { ...node, entryPoints: ['main/access/access.ts'], outfile: 'dist/access.cjs' },
  { ...node, entryPoints: ['common/qr-path.ts'], outfile: 'dist/qr-path.cjs' },
  { ...node, entryPoints: ['main/linux-desktop.ts'], outfile: 'dist/linux-desktop.cjs' },
  { ...node, entryPoints: ['main/clipboard/x-clipboard.ts'], outfile: 'dist/x-clipboard.cjs' },
  { ...node, entryPoints: ['main/start/refuse.ts'], outfile: 'dist/refuse.cjs' },
  { ...node, entryPoints: ['main/vault/keychain-process.ts'], outfile: 'dist/keychain.cjs' },
  { ...node, entryPoints: ['main/updates/updater.ts'], outfile: 'dist/updater.cjs' },
  { ...node, entryPoints: ['main/access/doctor/open-doctor.ts'], outfile: 'dist/open-doctor.cjs' },
  { ...node, entryPoints: ['main/access/open-probe.ts'], outfile: 'dist/open-probe.cjs' },
  { ...node, entryPoints: ['main/access/program-files.ts'], outfile: 'dist/program-files.cjs' },
  { ...node, entryPoints: ['main/access/yaml-text.ts'], outfile: 'dist/yaml-text.cjs' },
  {
    ...common,
    entryPoints: ['preload/index.ts'],
    outfile: 'dist/preload.cjs',
    platform: 'browser',
    format: 'cjs',
    target: 'chrome130',
    external: ['electron'],
  },
  { ...page, entryPoints: ['renderer/index.tsx'], outfile: 'dist/renderer/index.js' },
  { ...page, entryPoints: ['renderer/style.css'], outfile: 'dist/renderer/style.css' },
  { ...page, entryPoints: ['renderer/asks/index.tsx'], outfile: 'dist/renderer/asks.js' },
  { ...page, entryPoints: ['renderer/asks.css'], outfile: 'dist/renderer/asks.css' },
]

/** Options for all bundles. */
export const entries = [
  ...bundles,
  ...readdirSync(locales).flatMap(catalogue => languageEntries(join(locales, catalogue))),
]
