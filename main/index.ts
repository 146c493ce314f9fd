import { app, protocol } from 'electron'
import { isShort, refuseSwitches } from './command-line.ts'
import { keepMemoryOutOfCoreDumps } from './core-dumps.ts'
import { givenEnvironment } from './given-environment.ts'
import { loadNoGraphicsDriver, outliveDrawing } from './toolkit.ts'
import { harden } from './window/hardening.ts'
import { SCHEME } from './window/page.ts'

const given = givenEnvironment(process.env)

// What Electron wants before `ready`, and the lock before anything heavy: a second start costs only this.
keepMemoryOutOfCoreDumps()
refuseSwitches()
harden()
loadNoGraphicsDriver()
outliveDrawing()
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true } }])
app.setName('Latchkey')

if (!isShort(process.argv)) app.exit(1)
else if (app.requestSingleInstanceLock()) void run()
else app.quit()

async function run() {
  const { startCompanion } = await import('./companion.ts')
  await startCompanion(__dirname, given)
}
