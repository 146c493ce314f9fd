import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { run } from './command.mjs'
import { nodeModules } from './paths.mjs'
import { Problem, say } from './say.mjs'
import { provideCompiler } from './system-packages.mjs'

const folder = join(nodeModules, 'keytar')
const binary = join(folder, 'build', 'Release', 'keytar.node')
const downloadTimeoutMs = 30_000

/** Asked in a process of its own: a half-written binary can take down whoever loads it. */
async function loads() {
  if (!existsSync(binary)) return false
  return (
    (await run(process.execPath, ['-e', 'require(process.argv[1])', binary], { capture: true })).code === 0
  )
}

async function download() {
  let timer
  await run(process.execPath, [join(nodeModules, 'prebuild-install', 'bin.js')], {
    capture: true,
    cwd: folder,
    onStart: child => (timer = setTimeout(() => child.kill(), downloadTimeoutMs)),
  })
  clearTimeout(timer)
}

/** Node's own headers when they lie beside it, so that node-gyp has nothing to download. */
function nodeFolder() {
  const prefix = resolve(process.execPath, '..', '..')
  return existsSync(join(prefix, 'include', 'node', 'node_api.h')) ? { npm_config_nodedir: prefix } : {}
}

async function build() {
  say('Building keytar from source')
  await rm(join(folder, 'build'), { recursive: true, force: true })
  return await run(process.execPath, [join(nodeModules, 'node-gyp', 'bin', 'node-gyp.js'), 'rebuild'], {
    holdsLock: true,
    capture: true,
    cwd: folder,
    env: nodeFolder(),
  })
}

/** Makes keytar's native part ready: its own prebuilt binary where it can be had, else built from source. */
export async function ensureKeytar() {
  if (await loads()) return
  say('Getting the native part of keytar')
  await download()
  if (await loads()) return
  await provideCompiler()
  const { output } = await build()
  if (await loads()) return
  throw new Problem(
    `keytar could not be built:\n${output.trim().split('\n').slice(-20).join('\n')}\n` +
      'It takes a C++ compiler, Python 3 and, for headers, Node installed with its include folder or a way to nodejs.org.',
  )
}
