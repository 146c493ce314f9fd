import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { sign } from './lock.mjs'
import { bootstrapLock, root } from './paths.mjs'

/**
 * @typedef {object} RunOptions
 * @property {boolean} [capture] collect the output instead of showing it
 * @property {NodeJS.ProcessEnv | undefined} [env] beside what this process has
 * @property {string} [cwd]
 * @property {boolean} [holdsLock] it changes the folder in place, so that the next bootstrap waits for it even when this
 *   process is killed
 * @property {(child: import('node:child_process').ChildProcess) => void} [onStart]
 */

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ code: number, output: string }>} code 127 when it could not be started at all
 */
export function run(
  command,
  args,
  { capture = false, env = {}, cwd = root, holdsLock = false, onStart } = {},
) {
  return new Promise(resolve => {
    const stream = capture ? 'pipe' : 'inherit'
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', stream, stream],
    })
    const unsign = holdsLock && child.pid !== undefined ? sign(bootstrapLock, child.pid) : () => undefined
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout?.on('data', chunk => chunks.push(chunk))
    child.stderr?.on('data', chunk => chunks.push(chunk))
    child.on('error', error => resolve({ code: 127, output: error.message }))
    child.on('close', code => {
      unsign()
      resolve({ code: code ?? 128, output: Buffer.concat(chunks).toString('utf8') })
    })
    onStart?.(child)
  })
}

/** The npm that started us, else the one beside this Node. */
function npmScript() {
  const besideNode = [
    join(process.execPath, '..', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(process.execPath, '..', '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  return [process.env['npm_execpath'], ...besideNode].find(
    path => path?.endsWith('npm-cli.js') && existsSync(path),
  )
}

/** npm.cmd cannot be spawned without a shell. @returns {[string, ...string[]]} */
function npmCommand() {
  const script = npmScript()
  return script ? [process.execPath, script] : ['npm']
}

/** The folder that npm is in, absolute and without links, or undefined. */
export function npmFolder() {
  const script = npmScript()
  return script && dirname(dirname(realpathSync(script)))
}

/** Runs npm like `run`. @param {readonly string[]} args @param {RunOptions} options */
export function npm(args, options) {
  const [command, ...first] = npmCommand()
  return run(command, [...first, ...args], options)
}

/** The absolute path of a program on PATH, or undefined. @param {string} name */
export function which(name) {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
  return folders.map(folder => join(folder, name)).find(path => existsSync(path))
}
