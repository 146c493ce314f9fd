import { join } from 'node:path'
import { bootstrap } from './bootstrap/bootstrap.mjs'
import { runPasses } from './check/playwright-passes.mjs'
import { desktopParts } from './check/desktop-parts.mjs'
import { runApplication } from './run/run-application.mjs'
import { Problem, runMain, say } from './shared/say.mjs'
import { choosePackageManager, provide } from './bootstrap/system-packages.mjs'
import { requirementsFor, unpackRequirements } from './bootstrap/system-requirements.mjs'

const folder = join('e2e', 'desktops')

const onThisComputer = '--here'

/**
 * Splits names of parts from what goes on to Playwright. Without a name, all parts run.
 * @param {readonly string[]} args
 */
function readArguments(args) {
  const given = args.filter(argument => argument !== onThisComputer)
  const names = given.filter(argument => argument in desktopParts)
  return {
    // scripts/fresh-machine/enter.sh
    here: args.includes(onThisComputer) || process.env['LATCHKEY_FRESH_MACHINE'] !== undefined,
    given,
    names: names.length > 0 ? names : Object.keys(desktopParts),
    rest: given.filter(argument => !(argument in desktopParts)),
  }
}

/**
 * The desktops are more than a gigabyte: a computer gets them only where that was asked for.
 * @param {readonly string[]} given
 */
async function runInFreshMachine(given) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Problem(
      'Whole desktops are installed for these tests: as root in a fresh machine, which is gone afterwards ' +
        `(sudo npm run test:desktops), or on this computer (npm run test:desktops -- ${onThisComputer}).`,
    )
  }
  const machine = join('scripts', 'fresh-machine.mjs')
  const command = ['npm', 'run', 'test:desktops', '--', ...given]
  return await runApplication(process.execPath, [machine, '--keep', 'test-results', ...command])
}

/**
 * Makes all ready: the desktops are installed while the app is made, which needs what comes before them. What makes packages
 * is not needed.
 * @param {readonly import('./bootstrap/system-requirements.mjs').Requirement[]} parts
 */
async function prepare(parts) {
  const first = provide([...requirementsFor('demo', { hasDisplay: false }), ...unpackRequirements])
  const provided = first.then(() => provide(parts))
  // A failure is for who waits, below.
  provided.catch(() => undefined)
  try {
    await bootstrap({ purpose: 'demo' })
  } finally {
    await provided
  }
}

/** @param {readonly string[]} names @param {readonly string[]} rest */
async function runTests(names, rest) {
  const files = names.map(name => `/${name}\\.spec\\.ts$`)
  const projects = ['side-by-side', 'one-by-one']
  const { passed, failed, notRun } = await runPasses({ folder, projects, extra: [...files, ...rest] })
  if (notRun > 0) say(`${notRun} tests did not run, which counts as a failure`)
  say(`Total: ${passed} passed, ${failed} failed`)
  return failed === 0 && notRun === 0 ? 0 : 1
}

await runMain(async () => {
  const { here, given, names, rest } = readArguments(process.argv.slice(2))
  if (!here) return await runInFreshMachine(given)
  if (process.platform !== 'linux' || choosePackageManager() !== 'apt') {
    throw new Problem(
      'Real desktop parts are tried on Debian 12 only: their packages are known by its names.',
    )
  }
  const parts = names.flatMap(name => desktopParts[name] ?? [])
  await prepare(parts)
  return await runTests(names, rest)
})
