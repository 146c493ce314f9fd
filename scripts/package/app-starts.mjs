import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { sandboxSwitches } from '../run/sandbox.mjs'
import { messageOf } from '../shared/errors.mjs'
import { Problem } from '../shared/say.mjs'
import { startVirtualDesktop } from '../run/virtual-desktop.mjs'

const patienceMs = 30_000
const lookEveryMs = 100

/** @param {import('node:stream').Readable} output */
async function pagesAddress(output) {
  for await (const line of createInterface({ input: output })) {
    const found = /DevTools listening on ws:\/\/([^/]+)/.exec(line)
    if (found !== null) return `http://${found[1]}/json/list`
  }
  throw new Problem('it ended at once')
}

/** @param {string} title @param {string} address @param {AbortSignal} signal */
async function windowTitled(title, address, signal) {
  while (!signal.aborted) {
    const answer = await fetch(address, { signal })
    const pages = /** @type {{ title: string }[]} */ (await answer.json())
    if (pages.some(page => page.title === title)) return
    await pause(lookEveryMs, undefined, { signal })
  }
}

/**
 * A screen reader reads out the name that the program was started by, which comes before its arguments.
 * @param {number | undefined} id
 */
async function requireName(id) {
  const command = await readFile(`/proc/${id}/cmdline`, 'utf8')
  if (!/^[^\0]*\/Latchkey(?:\0| --)/.test(command)) throw new Problem(`it calls itself ${command}`)
}

/** @param {import('node:child_process').ChildProcess} child */
function killGroup({ pid, exitCode, signalCode }) {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL')
}

/**
 * Starts the packaged app, whose fuse lets a debugger in, on an empty desktop of its own without a network, and waits
 * for its window. Throws if none comes. Without a tray the window opens by itself.
 * @param {string} executable
 * @param {{ folder: string, home: string }} where `folder` has chrome-sandbox in it; `home` is made
 */
export async function requireAppStarts(executable, { folder, home }) {
  await mkdir(home, { recursive: true })
  const desktop = await startVirtualDesktop()
  const { switches } = await sandboxSwitches(folder)
  const unreachable = [
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--inspect=0',
    '--remote-debugging-port=0',
  ]
  const child = spawn(executable, [...switches, ...unreachable], {
    env: { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', ...desktop.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'exit')
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const tooLate = once(signal, 'abort').then(() => Promise.reject(new Problem('no window came')))
    await Promise.race([
      pagesAddress(child.stderr).then(address => windowTitled('Latchkey', address, signal)),
      tooLate,
    ])
    await requireName(child.pid)
  } catch (error) {
    throw new Problem(`${executable} does not start: ${messageOf(error)}`)
  } finally {
    killGroup(child)
    await ended
    await desktop.stop()
  }
}
