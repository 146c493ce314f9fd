import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { messageOf } from '../shared/errors.mjs'
import { Problem } from '../shared/say.mjs'

/** @param {AsyncIterable<Buffer>} stream */
async function firstLine(stream) {
  let text = ''
  for await (const chunk of stream) {
    text += chunk.toString()
    const end = text.indexOf('\n')
    if (end >= 0) return text.slice(0, end)
  }
  throw new Error('it ended at once')
}

/**
 * Starts a server and waits for the one line, on file descriptor 3, that says how to reach it.
 * @param {string} command
 * @param {readonly string[]} args
 */
async function startServer(command, args) {
  // In a session of its own, so that Ctrl-C ends the app first and then its desktop. setpriv: if we are killed, it ends
  // too.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'exit')
  const kill = () => child.kill()
  process.once('exit', kill)
  try {
    const answers = /** @type {import('node:stream').Readable} */ (child.stdio[3])
    const failure = once(child, 'error').then(([error]) => Promise.reject(error))
    const line = await Promise.race([firstLine(answers), failure])
    return {
      line,
      stop: async () => {
        process.off('exit', kill)
        kill()
        if (child.exitCode === null && child.signalCode === null) await ended
      },
    }
  } catch (error) {
    kill()
    throw new Problem(`${command} could not be started: ${messageOf(error)}`)
  }
}

/** @typedef {{ environment: { DISPLAY: string }, stop: () => Promise<void> }} VirtualDisplay */

/**
 * Starts a virtual screen, on the first free display number.
 * @param {string} size width and height in pixels
 * @returns {Promise<VirtualDisplay>}
 */
export async function startVirtualDisplay(size = '1280x1024') {
  const screen = ['-screen', '0', `${size}x24`]
  // Without -noreset it restarts when its last program ends, and refuses the next one meanwhile.
  const options = [...screen, '-nolisten', 'tcp', '-noreset']
  const { line, stop } = await startServer('Xvfb', ['-displayfd', '3', ...options])
  return { environment: { DISPLAY: `:${line}` }, stop }
}

/**
 * Starts a D-Bus session bus of its own.
 * @param {Record<string, string>} environment of the bus, and so of whom it starts
 * @returns {Promise<{ environment: { DBUS_SESSION_BUS_ADDRESS: string }, stop: () => Promise<void> }>}
 */
export async function startSessionBus(environment = {}) {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  const bus = ['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=3']
  const { line, stop } = await startServer('env', [...variables, ...bus])
  return { environment: { DBUS_SESSION_BUS_ADDRESS: line }, stop }
}

/** A virtual display and a session bus: all that an app needs from a desktop. */
export async function startVirtualDesktop() {
  const display = await startVirtualDisplay()
  const bus = await startSessionBus(display.environment)
  return {
    environment: { ...display.environment, ...bus.environment },
    stop: async () => {
      await bus.stop()
      await display.stop()
    },
  }
}
