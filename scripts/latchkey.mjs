import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { appEnvironment } from './run/app-environment.mjs'
import { sandboxSwitches } from './run/sandbox.mjs'
import { root } from './shared/paths.mjs'
import { hasDisplay } from './bootstrap/system-state.mjs'

// In a process of its own, whose words go to stderr: stdout is the command's.
const bootstrap = pathToFileURL(join(root, 'scripts', 'bootstrap', 'bootstrap.mjs')).href
const ready = `
  const { bootstrap } = await import(${JSON.stringify(bootstrap)})
  const { runMain } = await import(${JSON.stringify(new URL('shared/say.mjs', import.meta.url).href)})
  await runMain(async () => process.send(await bootstrap({ purpose: 'run' })))`

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<number>} */
const ended = child =>
  new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]),
    )
  })

/** @returns {Promise<import('./bootstrap/runtime.mjs').Runtime>} */
async function prepare() {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', ready], {
    cwd: root,
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  /** @type {import('./bootstrap/runtime.mjs').Runtime | undefined} */
  let runtime
  child.once('message', message => {
    runtime = /** @type {import('./bootstrap/runtime.mjs').Runtime} */ (message)
    child.disconnect()
  })
  const code = await ended(child)
  if (runtime === undefined) process.exit(code)
  return runtime
}

const { executable, dist } = await prepare()
const { switches } = await sandboxSwitches(dist)
// As build/linux/latchkey adds them.
const headless = hasDisplay() ? [] : ['--ozone-platform=headless', '--disable-gpu']
const child = spawn(executable, [...switches, ...headless, '--log-level=3', root, ...process.argv.slice(2)], {
  // npm has gone to the project's folder; paths are meant from where it was called.
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  env: appEnvironment(process.env),
  stdio: 'inherit',
})
// What the terminal sends, it sends to both.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT'])) process.on(signal, () => {})
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP']))
  process.on(signal, () => child.kill(signal))
process.exitCode = await ended(child)
