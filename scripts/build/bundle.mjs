import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { output, root } from '../shared/paths.mjs'
import { replaceFile } from '../shared/replace-file.mjs'
import { say } from '../shared/say.mjs'
import { entries } from './entries.mjs'
import { thirdPartyNotices } from './third-party.mjs'

/** @import { BuildResult, Plugin } from 'esbuild' */

const noticesFile = 'third-party-notices.txt'

/** @returns {Promise<[from: string, to: string][]>} */
async function copies() {
  const tray = await readdir(join(root, 'build', 'tray')).catch(() => [])
  return [
    ['renderer/index.html', 'renderer/index.html'],
    ['renderer/asks.html', 'renderer/asks.html'],
    ['build/icon.png', 'icons/window.png'],
    ...tray
      .filter(name => name.endsWith('.png'))
      .map(name => /** @type {[string, string]} */ ([`build/tray/${name}`, `icons/${name}`])),
  ]
}

/** @param {string} path @param {Buffer} contents */
async function write(path, contents) {
  const current = await readFile(path).catch(() => undefined)
  if (current === undefined || !current.equals(contents)) await replaceFile(path, contents)
}

/** @param {readonly { path: string, contents: string | Uint8Array }[]} files */
async function writeFiles(files) {
  await Promise.all(files.map(({ path, contents }) => write(path, Buffer.from(contents))))
}

async function copyFiles() {
  const present = (await copies()).filter(([from]) => existsSync(join(root, from)))
  await Promise.all(
    present.map(async ([from, to]) => write(join(output, to), await readFile(join(root, from)))),
  )
}

/** Builds `dist/`, in tens of milliseconds. Unchanged files are left alone. */
export async function bundle({ sourcemap = false } = {}) {
  const { build } = await import('esbuild')
  const results = await Promise.all(entries.map(entry => build({ ...entry, sourcemap, metafile: true })))
  await writeFiles(results.flatMap(({ outputFiles }) => outputFiles))
  const notices = await thirdPartyNotices(results.map(({ metafile }) => metafile))
  await writeFiles([{ path: join(output, noticesFile), contents: notices }])
  await copyFiles()
}

/** Builds `dist/` again after each change, and never returns. */
export async function watch() {
  const { context } = await import('esbuild')
  const onEnd = (/** @type {BuildResult} */ { outputFiles }) => writeFiles(outputFiles ?? []).then(copyFiles)
  /** @type {Plugin} */
  const write = { name: 'write', setup: build => build.onEnd(onEnd) }
  const contexts = await Promise.all(
    entries.map(entry => context({ ...entry, sourcemap: true, plugins: [...entry.plugins, write] })),
  )
  await Promise.all(contexts.map(each => each.watch()))
  say('Watching for changes; Ctrl-C ends it')
  await new Promise(() => undefined)
}
