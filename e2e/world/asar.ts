import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** A file of an asar archive. Format: github.com/electron/asar, README, "Format". */
export interface ArchivedFile {
  /** Inside the archive, with forward slashes. */
  readonly path: string
  /** Whether its content is beside the archive, in `app.asar.unpacked`. */
  readonly unpacked: boolean
  /** Empty if it is unpacked. */
  readonly content: Buffer
}

type Entry =
  | { readonly files: Readonly<Record<string, Entry>> }
  | { readonly size: number; readonly offset?: string; readonly unpacked?: true }

/** Reads an asar archive, sorted by path. */
export async function readArchive(file: string): Promise<readonly ArchivedFile[]> {
  const bytes = await readFile(file)
  const header = JSON.parse(bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12))) as Entry
  const contents = bytes.subarray(8 + bytes.readUInt32LE(4))
  return list('', header, contents).toSorted((left, right) => (left.path < right.path ? -1 : 1))
}

function list(path: string, entry: Entry, contents: Buffer): readonly ArchivedFile[] {
  if ('files' in entry) {
    return Object.entries(entry.files).flatMap(([name, child]) =>
      list(path === '' ? name : `${path}/${name}`, child, contents),
    )
  }
  const start = Number(entry.offset ?? 0)
  const size = entry.offset === undefined ? 0 : entry.size
  return [{ path, unpacked: entry.unpacked === true, content: contents.subarray(start, start + size) }]
}

/** Writes an asar archive of these files; native modules lie beside it. */
export async function writeArchive(file: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  const root: Record<string, unknown> = {}
  const packed: Buffer[] = []
  let offset = 0
  for (const [name, content] of files) {
    const folders = name.split('/')
    const own = folders.pop()!
    let folder = root
    for (const part of folders) {
      folder[part] ??= { files: {} }
      folder = (folder[part] as { files: Record<string, unknown> }).files
    }
    if (own.endsWith('.node')) {
      const beside = path.join(`${file}.unpacked`, name)
      await mkdir(path.dirname(beside), { recursive: true })
      await writeFile(beside, content)
      folder[own] = { size: content.length, unpacked: true }
    } else {
      folder[own] = { size: content.length, offset: String(offset) }
      packed.push(content)
      offset += content.length
    }
  }
  const header = Buffer.from(JSON.stringify({ files: root }))
  const padding = Buffer.alloc((4 - (header.length % 4)) % 4)
  const sizes = Buffer.alloc(16)
  const payload = 4 + header.length + padding.length
  for (const [index, size] of [4, payload + 4, payload, header.length].entries())
    sizes.writeUInt32LE(size, index * 4)
  await writeFile(file, Buffer.concat([sizes, header, padding, ...packed]))
}
