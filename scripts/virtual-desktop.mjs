import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Problem } from './say.mjs'

async function firstLine(stream) {
  let text = ''
  for await (const chunk of stream) {
    text += chunk
    const end = text.indexOf('\n')
    if (end >= 0) return text.slice(0, end)
  }
  throw new Error('it ended at once')
}

/** Starts a server and waits for the one line, on file descriptor 3, that says how to reach it. */
async function startServer(command, args) {
  // In a session of its own: a Ctrl-C ends the app first and then what it runs on. Whoever is killed leaves none behind.
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', command, ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'exit')
  const kill = () => child.kill()
  process.once('exit', kill)
  try {
    const failure = once(child, 'error').then(([error]) => Promise.reject(error))
    const line = await Promise.race([firstLine(child.stdio[3]), failure])
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
    throw new Problem(`${command} could not be started: ${error.message}`)
  }
}

/**
 * Starts a screen that nobody sees, on the first free display number.
 * @param {string} size width and height in pixels
 * @returns {Promise<{ environment: { DISPLAY: string }, stop: () => Promise<void> }>}
 */
export async function startVirtualDisplay(size = '1280x1024') {
  const screen = ['-screen', '0', `${size}x24`]
  // Without -noreset it begins anew when its last program ends, and turns the next one away meanwhile.
  const options = [...screen, '-nolisten', 'tcp', '-noreset']
  const { line, stop } = await startServer('Xvfb', ['-displayfd', '3', ...options])
  return { environment: { DISPLAY: `:${line}` }, stop }
}

/**
 * Starts a D-Bus session bus of its own.
 * @returns {Promise<{ environment: { DBUS_SESSION_BUS_ADDRESS: string }, stop: () => Promise<void> }>}
 */
export async function startSessionBus(environment = {}) {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value}`)
  const bus = ['dbus-daemon', '--session', '--nofork', '--nopidfile', '--print-address=3']
  const { line, stop } = await startServer('env', [...variables, ...bus])
  return { environment: { DBUS_SESSION_BUS_ADDRESS: line }, stop }
}

/** A virtual display and a session bus: what an app needs of a desktop. */
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
