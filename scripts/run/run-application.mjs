import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { appEnvironment } from './app-environment.mjs'
import { root } from '../shared/paths.mjs'

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']
// npm passes on a signal that the terminal has already sent to us.
const echoMs = 1000

/**
 * Runs a program in the foreground and passes our signals on to it and its children; a second signal kills them.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} environment beside what this process has
 * @param {string} name what it finds as its own name, by which a screen reader calls it
 * @returns {Promise<number>} its exit code, or 128 and the signal's number
 */
export async function runApplication(command, args, environment = {}, name = command) {
  const ownGroup = process.platform !== 'win32'
  const child = spawn(command, args, {
    cwd: root,
    argv0: name,
    env: appEnvironment({ ...process.env, ...environment }),
    stdio: 'inherit',
    detached: ownGroup,
  })
  const { pid } = child
  /** @type {number | undefined} */
  let askedAt
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    if (pid === undefined) return
    const now = performance.now()
    if (askedAt !== undefined && now - askedAt < echoMs) return
    const strength = askedAt === undefined ? signal : 'SIGKILL'
    askedAt ??= now
    try {
      process.kill(ownGroup ? -pid : pid, strength)
    } catch {
      // It ended in this moment.
    }
  }
  for (const signal of forwarded) process.on(signal, forward)
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('exit', (code, signal) =>
        resolve(signal === null ? (code ?? 0) : 128 + constants.signals[signal]),
      )
    })
  } finally {
    for (const signal of forwarded) process.off(signal, forward)
  }
}
