import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './command.mjs'
import { cache, nodeModules } from './paths.mjs'
import { Problem, say } from './say.mjs'

const folder = join(nodeModules, 'keytar')
const binary = join(folder, 'build', 'Release', 'keytar.node')
const architectures = ['x64', 'arm64']

async function requireRun(command, args, options) {
  const { code, output } = await run(command, args, { ...options, capture: true })
  if (code !== 0)
    throw new Problem(`keytar for both processors of macOS: ${command} failed:\n${output.trim()}`)
}

/** keytar's own prebuilt binary for a processor, which its npm package names and GitHub has. */
async function download(architecture, target) {
  const installer = join(nodeModules, 'prebuild-install', 'bin.js')
  const args = [installer, '--runtime', 'napi', '--target', '3', '--arch', architecture, '--force']
  await requireRun(process.execPath, args, { cwd: folder })
  await rename(binary, target)
}

/** Makes keytar's native part one file for both of Apple's processors, as a universal app needs it. */
export async function ensureUniversalKeytar() {
  const work = join(cache, 'keytar-universal')
  await mkdir(work, { recursive: true })
  say('Getting the native part of keytar for both processors')
  const halves = architectures.map(architecture => join(work, `${architecture}.node`))
  for (const [index, architecture] of architectures.entries()) await download(architecture, halves[index])
  await requireRun('lipo', ['-create', ...halves, '-output', binary])
}
