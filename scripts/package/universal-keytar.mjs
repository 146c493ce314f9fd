import { mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../shared/command.mjs'
import { buildKeytar, keytarBinary } from '../bootstrap/keytar.mjs'
import { cache } from '../shared/paths.mjs'
import { Problem, say } from '../shared/say.mjs'

// As Node and as lipo call them.
const processors = { x64: 'x86_64', arm64: 'arm64' }

const lipo = (/** @type {readonly string[]} */ args) => run('lipo', args, { capture: true })

async function isUniversal() {
  const { code, output } = await lipo(['-archs', keytarBinary])
  const found = output.trim().split(' ')
  return code === 0 && Object.values(processors).every(name => found.includes(name))
}

/** Makes keytar's native part one file for both of Apple's processors, as a universal app needs it. */
export async function ensureUniversalKeytar() {
  if (await isUniversal()) return
  const work = join(cache, 'keytar-universal')
  await mkdir(work, { recursive: true })
  say('Building keytar for both processors')
  const halves = []
  for (const processor of Object.keys(processors)) {
    const half = join(work, `${processor}.node`)
    const said = await buildKeytar(processor)
    await rename(keytarBinary, half).catch(() => {
      throw new Problem(`keytar could not be built for ${processor}:\n${said.trim()}`)
    })
    halves.push(half)
  }
  const { code, output } = await lipo(['-create', ...halves, '-output', keytarBinary])
  if (code !== 0) throw new Problem(`keytar for both processors of macOS: lipo failed:\n${output.trim()}`)
}
