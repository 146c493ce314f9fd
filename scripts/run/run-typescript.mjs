import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { cache, root } from '../shared/paths.mjs'

/**
 * Runs a TypeScript file of this project on a Node that cannot read TypeScript. npm packages are not bundled.
 * @param {string} entry relative to the project's folder
 * @param {string[]} args what it finds in process.argv after its own path
 * @returns {Promise<unknown>} its module
 */
export async function runTypeScript(entry, args = []) {
  const { build } = await import('esbuild')
  const outfile = join(cache, 'ts', `${entry.replaceAll(/[\\/]/g, '-').replace(/\.ts$/, '')}.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  })
  process.setSourceMapsEnabled(true)
  process.argv = [process.execPath, outfile, ...args]
  return await import(pathToFileURL(outfile).href)
}
