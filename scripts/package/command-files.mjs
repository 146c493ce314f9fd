import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { catalogueForEsbuild } from '../build/catalogue.mjs'
import { cache, root } from '../shared/paths.mjs'

/** @typedef {{ commandFiles: (version: string) => Record<'man' | 'bash' | 'zsh' | 'fish', string> }} Made */

/** @param {string} folder @returns {Promise<Made>} */
async function load(folder) {
  const { build } = await import('esbuild')
  const outfile = join(folder, 'command-files.mjs')
  await build({
    absWorkingDir: root,
    entryPoints: ['cli/command-files.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
    plugins: [catalogueForEsbuild],
  })
  return await import(pathToFileURL(outfile).href)
}

/**
 * Writes the man page and the completions.
 * @param {string} version
 * @returns {Promise<(zsh: string) => string[]>} what fpm is to install, by where a system has completions of zsh
 */
export async function writeCommandFiles(version) {
  const folder = join(cache, 'package')
  await mkdir(folder, { recursive: true })
  const { man, bash, zsh, fish } = (await load(folder)).commandFiles(version)
  const write = async (/** @type {string} */ name, /** @type {string | Uint8Array} */ content) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const files = {
    man: await write('latchkey.1.gz', gzipSync(man)),
    bash: await write('latchkey.bash', bash),
    zsh: await write('_latchkey', zsh),
    fish: await write('latchkey.fish', fish),
  }
  return zshFolder => [
    `${files.man}=/usr/share/man/man1/latchkey.1.gz`,
    `${files.bash}=/usr/share/bash-completion/completions/latchkey`,
    `${files.zsh}=${zshFolder}/_latchkey`,
    `${files.fish}=/usr/share/fish/vendor_completions.d/latchkey.fish`,
  ]
}
