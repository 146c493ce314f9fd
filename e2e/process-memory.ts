import { open, readFile } from 'node:fs/promises'

const LARGEST = 64 * 1_048_576

/** Whether a process has the text anywhere in the memory that it can write to: its environment is there. */
export async function memoryHolds(id: number, text: string): Promise<boolean> {
  const maps = await readFile(`/proc/${id}/maps`, 'utf8')
  const memory = await open(`/proc/${id}/mem`, 'r')
  try {
    for (const [, start = '', end = ''] of maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm)) {
      const from = Number.parseInt(start, 16)
      const length = Number.parseInt(end, 16) - from
      // What Chromium reserves for its heaps is larger, and empty.
      if (length > LARGEST) continue
      const bytes = Buffer.alloc(length)
      // A part that is gone again, or is none of this process, holds nothing of it.
      const read = await memory.read(bytes, 0, length, from).catch(() => null)
      if (read !== null && bytes.subarray(0, read.bytesRead).includes(text)) return true
    }
    return false
  } finally {
    await memory.close()
  }
}
