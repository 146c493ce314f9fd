import { readFile } from 'node:fs/promises'

/** A file of an asar archive. Format: github.com/electron/asar, README, "Format". */
export interface ArchivedFile {
  /** Inside the archive, with forward slashes. */
  readonly path: string
  /** Whether its content lies beside the archive, in `app.asar.unpacked`. */
  readonly unpacked: boolean
  /** Empty where it is unpacked. */
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
