import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { catalogueForEsbuild } from '../build/catalogue.mjs'
import { cache, root } from '../shared/paths.mjs'
import { languages, packageText } from './package-text.mjs'

/** @typedef {{ commandFiles: (version: string) => Record<'bash' | 'zsh' | 'fish', string> & { man: string[] } }} Made */

/**
 * Bundles what makes the files, with every catalogue.
 * @param {string} folder @param {readonly string[]} all
 * @returns {Promise<Made>}
 */
async function load(folder, all) {
  const { build } = await import('esbuild')
  const outfile = join(folder, 'command-files.mjs')
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `import { commandFiles as make } from './cli/command-files.ts'
        ${all.map((language, at) => `import messages${at} from './common/locales/${language}.json'`).join('\n')}
        const languages = [${all.map((language, at) => `{ language: '${language}', messages: messages${at} }`).join()}]
        export const commandFiles = version => make(version, languages[0].messages, languages)`,
      resolveDir: root,
    },
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
  const all = languages()
  const { man, bash, zsh, fish } = (await load(folder, all)).commandFiles(version)
  const write = async (/** @type {string} */ name, /** @type {string | Uint8Array} */ content) => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const pages = all.map(async (language, at) => {
    const { locale } = packageText(language)
    const file = await write(`latchkey.${language}.1.gz`, gzipSync(man[at] ?? ''))
    return `${file}=/usr/share/man/${language === 'en' ? '' : `${locale}/`}man1/latchkey.1.gz`
  })
  const files = {
    man: await Promise.all(pages),
    bash: await write('latchkey.bash', bash),
    zsh: await write('_latchkey', zsh),
    fish: await write('latchkey.fish', fish),
  }
  return zshFolder => [
    ...files.man,
    `${files.bash}=/usr/share/bash-completion/completions/latchkey`,
    `${files.zsh}=${zshFolder}/_latchkey`,
    `${files.fish}=/usr/share/fish/vendor_completions.d/latchkey.fish`,
  ]
}
