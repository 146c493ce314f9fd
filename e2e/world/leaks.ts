import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright'

/** Files under the folder, by path relative to it, that hold the text in UTF-8 or UTF-16; `except` are not read. */
export async function filesHolding(
  folder: string,
  text: string,
  except: readonly string[] = [],
): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter(file => !except.some(prefix => file.startsWith(prefix)))
  const found = await Promise.all(
    files.map(async file => ((await holds(path.join(folder, file), text)) ? [file] : [])),
  )
  return found.flat()
}

async function holds(file: string, text: string): Promise<boolean> {
  // A file that is gone by now has kept nothing.
  const bytes = await readFile(file).catch(() => Buffer.alloc(0))
  return bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le')
}

/** Whether the text is anywhere in the page's script heap: in strings, in properties, in source. */
export async function heapHolds(page: Page, text: string): Promise<boolean> {
  const session = await page.context().newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await session.detach()
  return chunks.join('').includes(text)
}
