import { app, protocol } from 'electron'
import { keepMemoryOutOfCoreDumps } from './platform/core-dumps.ts'
import { givenEnvironment } from '../common/given-environment.ts'
import { type Claim, claimHome } from './start/claim.ts'
import { isShort, refusedSwitches } from './start/command-line.ts'
import { useAbsoluteFolders, writeNothingDown } from './start/environment.ts'
import { takeOver } from './start/hand-over.ts'
import type { Refusal } from './start/refuse.ts'
import { hearSummons } from './start/summons.ts'
import { loadNoGraphicsDriver, outliveDrawing } from './platform/toolkit.ts'
import { harden } from './window/hardening.ts'
import { SCHEME } from './window/page.ts'

// First, so that everything that reads a folder from the environment finds an absolute one, also the programs the app
// starts.
if (process.platform === 'linux') useAbsoluteFolders(process.env)
const given = givenEnvironment(process.env)

// What must come before `ready`, and the lock before anything heavy: a second start costs only this.
keepMemoryOutOfCoreDumps()
writeNothingDown(process.env)
harden()
loadNoGraphicsDriver()
outliveDrawing()
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
app.setName('Latchkey')

const failed = async (error: unknown) => (await refusing({ reason: 'failed', error: String(error) }))()

/**
 * Resolves when it is decided what becomes of this start. Electron is to go on only then: a start that is refused must
 * have said so, and have another folder to write in, before Chromium looks at the one that it cannot have.
 */
export const decided: Promise<void> = decide().then(
  goOn => void goOn().catch(failed),
  error => void failed(error),
)

/** What comes next. Nothing in here may wait for `ready`. */
async function decide(): Promise<() => Promise<void>> {
  const switches = refusedSwitches()
  if (switches.length > 0) {
    // The box that says so must not follow them. This helps only before `ready`. HAZARD: Electron crashes on ''.
    for (const { name } of switches) if (name !== '') app.commandLine.removeSwitch(name)
    return refusing({ reason: 'switches', switches })
  }
  if (!isShort(process.argv)) return refusing({ reason: 'command' })
  const claim = await claimHome()
  if (claim.kind === 'ours') return () => run(claim)
  return claim.kind === 'theirs' ? async () => app.quit() : refusing(claim.refusal)
}

async function run({ folder, predecessor, insteadOfTmpdir }: Extract<Claim, { kind: 'ours' }>) {
  const summons = hearSummons(folder)
  if (!(await takeOver(folder, predecessor))) {
    return (await refusing({ reason: 'ending', process: predecessor?.process ?? 0 }))()
  }
  const { openFront } = await import('./front.ts')
  const front = await openFront({ files: __dirname, insteadOfTmpdir })
  // From here on a failure is an error like any other.
  void import('./companion.ts').then(({ startCompanion }) =>
    startCompanion({ files: __dirname, given, summons, front }),
  )
}

async function refusing(refusal: Refusal): Promise<() => Promise<void>> {
  const { refuse } = await import('./start/refuse.ts')
  return () => refuse(refusal, __dirname)
}
