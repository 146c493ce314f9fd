import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

async function namespacesAreRestricted() {
  const read = async (/** @type {string} */ path) => (await readFile(path, 'utf8').catch(() => '')).trim()
  return (
    (await read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')) === '1' ||
    (await read('/proc/sys/kernel/unprivileged_userns_clone')) === '0'
  )
}

/** @param {string} dist */
async function helperIsSetuid(dist) {
  const found = await stat(join(dist, 'chrome-sandbox')).catch(() => undefined)
  return found?.uid === 0 && (found.mode & 0o4000) !== 0
}

/**
 * The switches without which Chromium cannot start here. Only launchers of a development runtime may add them.
 * @param {string} dist the folder of the runtime
 * @returns {Promise<{ switches: string[], reason?: string }>}
 */
export async function sandboxSwitches(dist) {
  if (process.platform !== 'linux') return { switches: [] }
  if (process.getuid?.() === 0) {
    return { switches: ['--no-sandbox'], reason: 'Running as root: Chromium starts only without its sandbox' }
  }
  if ((await namespacesAreRestricted()) && !(await helperIsSetuid(dist))) {
    return {
      switches: ['--no-sandbox'],
      reason: `No user namespaces here: starting without Chromium's sandbox (to have it: chown root and chmod 4755 ${join(dist, 'chrome-sandbox')})`,
    }
  }
  return { switches: [] }
}
