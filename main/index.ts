import { app, protocol } from 'electron'
import { isShort, refuseSwitches } from './command-line.ts'
import { keepMemoryOutOfCoreDumps } from './core-dumps.ts'
import { givenEnvironment } from './given-environment.ts'
import { type Claim, claimHome } from './start/claim.ts'
import { useAbsoluteFolders } from './start/environment.ts'
import { takeOver } from './start/hand-over.ts'
import type { Refusal } from './start/refuse.ts'
import { hearSummons } from './start/summons.ts'
import { loadNoGraphicsDriver, outliveDrawing } from './toolkit.ts'
import { harden } from './window/hardening.ts'
import { SCHEME } from './window/page.ts'

// First: whatever reads a folder from the environment finds an absolute one, what is started by the app too.
if (process.platform === 'linux') useAbsoluteFolders(process.env)
const given = givenEnvironment(process.env)

// What Electron wants before `ready`, and the lock before anything heavy: a second start costs only this.
keepMemoryOutOfCoreDumps()
refuseSwitches()
harden()
loadNoGraphicsDriver()
outliveDrawing()
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
app.setName('Latchkey')
start().catch((error: unknown) => refuse({ reason: 'failed', error: String(error) }))

async function start() {
  if (!isShort(process.argv)) return refuse({ reason: 'command' })
  const claim = claimHome()
  if (claim.kind === 'ours') await run(claim)
  else if (claim.kind === 'theirs') app.quit()
  else await refuse(claim.refusal)
}

async function run({ folder, predecessor, insteadOfTmpdir }: Extract<Claim, { kind: 'ours' }>) {
  const summons = hearSummons()
  if (!(await takeOver(folder, predecessor))) {
    return refuse({ reason: 'ending', process: predecessor?.process ?? 0 })
  }
  const { startCompanion } = await import('./companion.ts')
  // What fails in it is an error like any other.
  void startCompanion({ files: __dirname, given, summons, insteadOfTmpdir })
}

async function refuse(refusal: Refusal) {
  const refusing = await import('./start/refuse.ts')
  await refusing.refuse(refusal)
}
