import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { sandboxSwitches } from './sandbox.mjs'
import { Problem } from './say.mjs'
import { startVirtualDesktop } from './virtual-desktop.mjs'

const patienceMs = 30_000
const lookEveryMs = 100

async function pagesAddress(child) {
  for await (const line of createInterface({ input: child.stderr })) {
    const found = /DevTools listening on ws:\/\/([^/]+)/.exec(line)
    if (found !== null) return `http://${found[1]}/json/list`
  }
  throw new Problem('it ended at once')
}

async function windowTitled(title, address, signal) {
  while (!signal.aborted) {
    const pages = await fetch(address, { signal }).then(answer => answer.json())
    if (pages.some(page => page.title === title)) return
    await pause(lookEveryMs, undefined, { signal })
  }
}

/** A screen reader calls it by the name that its program was started by, which is before its arguments. */
async function requireName(id) {
  const command = await readFile(`/proc/${id}/cmdline`, 'utf8')
  if (!/^[^\0]*\/Latchkey(?:\0| --)/.test(command)) throw new Problem(`it calls itself ${command}`)
}

function killGroup({ pid, exitCode, signalCode }) {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, 'SIGKILL')
}

/**
 * Starts the packaged app, whose fuse lets a debugger in, on a desktop of its own, where nobody is and no network, and
 * waits for its window. Passes when that comes; throws otherwise. Without a tray the window opens by itself.
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
    env: { PATH: process.env.PATH, HOME: home, LANG: 'C.UTF-8', ...desktop.environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  const ended = once(child, 'exit')
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const tooLate = once(signal, 'abort').then(() => Promise.reject(new Problem('no window came')))
    await Promise.race([
      pagesAddress(child).then(address => windowTitled('Latchkey', address, signal)),
      tooLate,
    ])
    await requireName(child.pid)
  } catch (error) {
    throw new Problem(`${executable} does not start: ${error.message}`)
  } finally {
    killGroup(child)
    await ended
    await desktop.stop()
  }
}
