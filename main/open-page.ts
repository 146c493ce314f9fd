import { shell } from 'electron'
import { spawn } from 'node:child_process'
import { type Clock, systemClock } from './clock.ts'
import { withoutAppImage } from '../common/given-environment.ts'

/**
 * Opens an address in the person's browser, with the environment that the app was given. Rejects if it is known that
 * none opened.
 */
export const openPage = (address: string, given: NodeJS.ProcessEnv): Promise<void> =>
  process.platform === 'linux' ? openByXdg(address, given, systemClock) : shell.openExternal(address)

/**
 * Some versions of xdg-open run as long as the browser that they started, so one that runs this long has opened it. It
 * may first have waited 25 seconds for a service on the session bus.
 */
const LONGEST_MS = 30_000

/** Not with Electron, which does not say how xdg-open ended, and passes on an environment that it has changed. */
function openByXdg(address: string, given: NodeJS.ProcessEnv, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const opener = spawn('xdg-open', [address], {
      env: withoutAppImage(given),
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
