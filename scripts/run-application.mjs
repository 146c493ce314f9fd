import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { appEnvironment } from './app-environment.mjs'
import { root } from './paths.mjs'

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']
// npm passes on a signal that the terminal has sent to us as well.
const echoMs = 1000

/**
 * Runs a program in the foreground and hands the signals that we get on to it and all that it started; a
 * second one kills them.
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
  let askedAt
  const forward = signal => {
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
      child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
    })
  } finally {
    for (const signal of forwarded) process.off(signal, forward)
  }
}
