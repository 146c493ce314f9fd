import { shell } from 'electron'
import { spawn } from 'node:child_process'
import { type Clock, systemClock } from './clock.ts'
import { givenEnvironment, withoutAppImage } from './given-environment.ts'

/** Opens an address in the person's browser. Rejects where it is known that none opened. */
export const openPage = (address: string): Promise<void> =>
  process.platform === 'linux' ? openByXdg(address, systemClock) : shell.openExternal(address)

/** Some xdg-open end with the browser that they started: one that runs for so long has opened it. */
const LONGEST_MS = 10_000

/** Not by Electron: it tells nobody how xdg-open ended, and hands on an environment that it has changed. */
export function openByXdg(address: string, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const opener = spawn('xdg-open', [address], {
      env: withoutAppImage(givenEnvironment('linux')),
      cwd: '/',
      stdio: 'ignore',
      detached: true,
    })
    opener.unref()
    const cancel = clock.at(clock.now() + LONGEST_MS, resolve)
    opener.once('error', error => {
      cancel()
      reject(error)
    })
    opener.once('exit', (code, signal) => {
      cancel()
      if (code === 0) resolve()
      else reject(new Error(`xdg-open ended with ${code ?? signal}`))
    })
  })
}
