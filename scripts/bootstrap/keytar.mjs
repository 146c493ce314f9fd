import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { run } from '../shared/command.mjs'
import { nodeModules } from '../shared/paths.mjs'
import { Problem, say } from '../shared/say.mjs'
import { provideCompiler } from './system-packages.mjs'

const folder = join(nodeModules, 'keytar')
/** keytar's native part. */
export const keytarBinary = join(folder, 'build', 'Release', 'keytar.node')
// node-gyp writes this file. A binary from elsewhere, without a known checksum, does not have it.
const buildNote = join(folder, 'build', 'config.gypi')

/** Tried in a process of its own, since a half-written binary can crash it. */
async function isReady() {
  if (!existsSync(buildNote) || !existsSync(keytarBinary)) return false
  const load = ['-e', 'require(process.argv[1])', keytarBinary]
  return (await run(process.execPath, load, { capture: true })).code === 0
}

/** Node's own headers when they lie beside it, so that node-gyp has nothing to download. */
function nodeFolder() {
  const prefix = resolve(process.execPath, '..', '..')
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {}
}

/**
 * Builds keytar from its npm package, whose checksum is in package-lock.json.
 * @param {string} processor as Node calls it
 * @returns what was said
 */
export async function buildKeytar(processor) {
  await rm(join(folder, 'build'), { recursive: true, force: true })
  const build = [join(nodeModules, 'node-gyp', 'bin', 'node-gyp.js'), 'rebuild', `--arch=${processor}`]
  const options = { holdsLock: true, capture: true, cwd: folder, env: nodeFolder() }
  return (await run(process.execPath, build, options)).output
}

/** Makes keytar's native part ready. It is always built from source: its prebuilt binaries have no checksum. */
export async function ensureKeytar() {
  if (await isReady()) return
  await provideCompiler()
  say('Building keytar from source')
  const output = await buildKeytar(process.arch)
  if (await isReady()) return
  throw new Problem(
    `keytar could not be built:\n${output.trim().split('\n').slice(-20).join('\n')}\n` +
      'It takes a C++ compiler (macOS: xcode-select --install; Windows: the Build Tools for Visual Studio), Python 3 ' +
      'and, for headers, Node installed with its include folder or a way to nodejs.org.',
  )
}
