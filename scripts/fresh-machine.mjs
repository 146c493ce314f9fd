import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { npmFolder, run } from './shared/command.mjs'
import { emptyRoom, ensureBase, ownNamespaces } from './fresh-machine/base.mjs'
import { root } from './shared/paths.mjs'
import { runApplication } from './run/run-application.mjs'
import { Problem, runMain, say } from './shared/say.mjs'
import { provideFreshMachine } from './bootstrap/system-packages.mjs'

const usage = `Usage: npm run fresh -- [--keep FOLDER]... [COMMAND...]
  COMMAND        npm test, if there is none
  --keep FOLDER  of the clone, to be copied to fresh-output/ when the command has ended`

/** @param {readonly string[]} args */
function readArguments(args) {
  const keep = []
  let rest = [...args]
  while (rest[0] === '--keep') {
    const [, folder, ...others] = rest
    if (folder === undefined || /\s/.test(folder)) throw new Problem(usage)
    keep.push(folder)
    rest = others
  }
  if (rest[0]?.startsWith('-')) throw new Problem(usage)
  return { keep, command: rest.length > 0 ? rest : ['npm', 'test'] }
}

// With what the end-to-end tests take beside it.
const leastMemoryBytes = 6e9

function requireMemory() {
  const available = process.availableMemory()
  if (available >= leastMemoryBytes) return
  const gigabytes = (/** @type {number} */ bytes) => (bytes / 1e9).toFixed(1)
  throw new Problem(
    `A fresh machine lives in memory: it takes ${gigabytes(leastMemoryBytes)} GB, and ${gigabytes(available)} GB are free.`,
  )
}

function requireRoot() {
  if (process.platform === 'linux' && process.getuid?.() === 0) return
  throw new Problem('A fresh machine takes Linux and root: sudo npm run fresh')
}

async function requireNamespaces() {
  const { code, output } = await run('setpriv', [...ownNamespaces, 'true'], { capture: true })
  if (code !== 0) throw new Problem(`No fresh machine can be made here: ${output.trim()}`)
}

async function sayWhatIsLeftOut() {
  const { output } = await run('git', ['status', '--short'], { capture: true })
  if (output !== '') say(`Not in the fresh machine, since it is not committed:\n${output.trimEnd()}`)
}

await runMain(async () => {
  const { keep, command } = readArguments(process.argv.slice(2))
  requireRoot()
  requireMemory()
  await requireNamespaces()
  await provideFreshMachine()
  await sayWhatIsLeftOut()
  const base = await ensureBase()
  const kept = join(root, 'fresh-output', `${Date.now()}`)
  const enter = join(root, 'scripts', 'fresh-machine', 'enter.sh')
  const code = await runApplication(
    'setpriv',
    [...ownNamespaces, 'bash', enter, base, await emptyRoom(), root, kept, ...command],
    { NODE: process.execPath, NPM: npmFolder(), KEEP: keep.join(' ') },
  )
  if (existsSync(kept)) say(`Kept in ${kept}`)
  return code
})
