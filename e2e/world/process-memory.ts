import { open, readFile } from 'node:fs/promises'

const LARGEST = 64 * 1_048_576

/** Whether a process has the text anywhere in its writable memory, which includes its environment. */
export async function memoryHolds(id: number, text: string): Promise<boolean> {
  const maps = await readFile(`/proc/${id}/maps`, 'utf8')
  const memory = await open(`/proc/${id}/mem`, 'r')
  try {
    for (const [, start = '', end = ''] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      const from = Number.parseInt(start, 16)
      const length = Number.parseInt(end, 16) - from
      // Larger areas are reserved by Chromium for its heaps, and empty.
      if (length > LARGEST) continue
      const bytes = Buffer.alloc(length)
      // An area that is gone or cannot be read holds nothing.
      const read = await memory.read(bytes, 0, length, from).catch(() => null)
      if (read !== null && bytes.subarray(0, read.bytesRead).includes(text)) return true
    }
    return false
  } finally {
    await memory.close()
  }
}
