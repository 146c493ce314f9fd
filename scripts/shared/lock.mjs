import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { codeOf } from './errors.mjs'
import { say } from './say.mjs'

const retryMs = 200
const unsignedMs = 5000

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {string} folder */
function isStale(folder) {
  try {
    const holders = readdirSync(folder)
    if (holders.length > 0) return !holders.some(name => isAlive(Number(name)))
    return Date.now() - statSync(folder).mtimeMs > unsignedMs
  } catch {
    return false
  }
}

/** @param {string} folder */
function take(folder) {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  sign(folder, process.pid)
  return true
}

/**
 * Signs a held lock with the id of one more process, so that it stays taken while that one lives: killing npm's
 * parent does not stop npm.
 * @param {string} folder
 * @param {number} processId
 * @returns {() => void} removes the signature
 */
export function sign(folder, processId) {
  const file = join(folder, String(processId))
  try {
    writeFileSync(file, '')
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  return () => rmSync(file, { force: true })
}

/**
 * Runs `work` while no other process holds the same lock folder. A lock whose holders have all died is taken over.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 */
export async function withLock(folder, work) {
  mkdirSync(dirname(folder), { recursive: true })
  let told = false
  while (!take(folder)) {
    if (isStale(folder)) {
      rmSync(folder, { recursive: true, force: true })
      continue
    }
    if (!told) say(`Waiting for another run in this folder (if there is none, delete ${folder})`)
    told = true
    await delay(retryMs)
  }
  const release = () => rmSync(folder, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
