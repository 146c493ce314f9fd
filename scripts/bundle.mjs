import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { catalogueForEsbuild } from './catalogue.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { isMain } from './is-main.mjs'
import { withLock } from './lock.mjs'
import { requireNode } from './node-version.mjs'
import { bootstrapLock, output, root } from './paths.mjs'
import { replaceFile } from './replace-file.mjs'
import { runMain, say } from './say.mjs'
import { thirdPartyNotices } from './third-party.mjs'

const noticesFile = 'third-party-notices.txt'

const common = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  minify: true,
  charset: 'utf8',
  // The licences are in a file of their own.
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [catalogueForEsbuild],
}

const page = { ...common, format: 'iife', target: 'chrome130', jsx: 'automatic', jsxImportSource: 'preact' }

/**
 * Loaded when they are due: a second start takes no more than `main.cjs`, few ever have to be refused, and few builds take
 * the updater.
 */
const lazy = ['front', 'companion', 'linux-desktop', 'refuse', 'updater']

const besideMain = {
  name: 'bundles beside main',
  setup: build =>
    build.onResolve({ filter: new RegExp(`/(?:${lazy.join('|')})\\.ts$`) }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path: `./${basename(path, '.ts')}.cjs`, external: true } : undefined,
    ),
}

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

/** What esbuild makes of the sources. Each `import()` stays lazy: its module runs when it is asked for. */
export const entries = [
  { ...node, entryPoints: ['main/index.ts'], outfile: 'dist/main.cjs' },
  { ...node, entryPoints: ['main/front.ts'], outfile: 'dist/front.cjs' },
  { ...node, entryPoints: ['main/companion.ts'], outfile: 'dist/companion.cjs' },
  { ...node, entryPoints: ['main/linux-desktop.ts'], outfile: 'dist/linux-desktop.cjs' },
  { ...node, entryPoints: ['main/start/refuse.ts'], outfile: 'dist/refuse.cjs' },
  { ...node, entryPoints: ['main/vault/keychain-process.ts'], outfile: 'dist/keychain.cjs' },
  { ...node, entryPoints: ['main/updates/updater.ts'], outfile: 'dist/updater.cjs' },
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
]

async function copies() {
  const tray = await readdir(join(root, 'build', 'tray')).catch(() => [])
  return [
    ['renderer/index.html', 'renderer/index.html'],
    ['build/icon.png', 'icons/window.png'],
    ...tray.filter(name => name.endsWith('.png')).map(name => [`build/tray/${name}`, `icons/${name}`]),
  ]
}

async function write(path, contents) {
  const current = await readFile(path).catch(() => undefined)
  if (current === undefined || !current.equals(contents)) await replaceFile(path, contents)
}

async function writeFiles(files) {
  await Promise.all(files.map(({ path, contents }) => write(path, Buffer.from(contents))))
}

async function copyFiles() {
  const present = (await copies()).filter(([from]) => existsSync(join(root, from)))
  await Promise.all(
    present.map(async ([from, to]) => write(join(output, to), await readFile(join(root, from)))),
  )
}

/** Builds `dist/`, in tens of milliseconds. A file that comes out the same is left alone. */
export async function bundle({ sourcemap = false } = {}) {
  const { build } = await import('esbuild')
  const results = await Promise.all(entries.map(entry => build({ ...entry, sourcemap, metafile: true })))
  await writeFiles(results.flatMap(({ outputFiles }) => outputFiles))
  const notices = await thirdPartyNotices(results.map(({ metafile }) => metafile))
  await writeFiles([{ path: join(output, noticesFile), contents: notices }])
  await copyFiles()
}

async function watch() {
  const { context } = await import('esbuild')
  const onEnd = ({ outputFiles }) => writeFiles(outputFiles ?? []).then(copyFiles)
  const write = { name: 'write', setup: build => build.onEnd(onEnd) }
  const contexts = await Promise.all(
    entries.map(entry => context({ ...entry, sourcemap: true, plugins: [...entry.plugins, write] })),
  )
  await Promise.all(contexts.map(each => each.watch()))
  say('Watching for changes; Ctrl-C ends it')
  await new Promise(() => undefined)
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    requireNode()
    await withLock(bootstrapLock, ensureDependencies)
    if (process.argv.includes('--watch')) return await watch()
    await bundle({ sourcemap: process.argv.includes('--sourcemap') })
    say(`Built ${relative(process.cwd(), output) || output}`)
  })
}
