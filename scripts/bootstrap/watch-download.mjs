import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { progress } from '../shared/say.mjs'

/** @param {string} folder */
async function folderSize(folder) {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true })
    const stats = entries
      .filter(entry => entry.isFile())
      .map(entry => stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 })))
    return (await Promise.all(stats)).reduce((sum, { size }) => sum + size, 0)
  } catch {
    return 0
  }
}

/**
 * Shows the growth of `folder` while another process downloads into it, and calls `onStall` once when
 * nothing has arrived for `stallMs`.
 * @param {{ folder: string, label: string, totalBytes: number, stallMs: number, onStall: () => void }} download
 * @returns {() => Promise<void>} stops watching
 */
export function watchDownload({ folder, label, totalBytes, stallMs, onStall }) {
  const line = progress(label, totalBytes)
  let size = 0
  let changedAt = performance.now()
  let stalled = false
  let running = Promise.resolve()
  const look = async () => {
    const next = await folderSize(folder)
    const now = performance.now()
    if (next !== size) [size, changedAt] = [next, now]
    if (size > 0) line.update(size)
    if (stalled || now - changedAt < stallMs) return
    stalled = true
    onStall()
  }
  const timer = setInterval(() => {
    running = running.then(look)
  }, 250)
  return async () => {
    clearInterval(timer)
    await running
    line.end()
  }
}
