import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { type FileWork, PATIENCE_MS } from '../../files/file-work.ts'
import { readForeign } from '../../files/read-foreign.ts'
import type { FileState, OwnFile } from './computer.ts'

interface Options {
  readonly work: FileWork
  readonly paths: readonly string[]
  /** The folders into which a link may lead. */
  readonly within: readonly string[]
  /** Rejects if a file or a folder cannot be written. */
  readonly demandWritable?: (path: string) => Promise<void>
}

const LARGEST_BYTES = 1_048_576

/** Reads our files as they are now, and looks whether they could be replaced. Never rejects. */
export const lookAtFiles = ({
  demandWritable = unlessWritable,
  ...options
}: Options): Promise<readonly OwnFile[]> =>
  Promise.all(
    options.paths.map(async path => ({
      name: basename(path),
      state: await options.work
        .within(PATIENCE_MS, `doctor ${path}`, () => stateOf(path, options.within, demandWritable))
        .catch((): FileState => 'silent'),
    })),
  )

const unlessWritable = (path: string): Promise<void> => access(path, constants.W_OK)

async function stateOf(
  path: string,
  within: readonly string[],
  demandWritable: (path: string) => Promise<void>,
): Promise<FileState> {
  const found = await readForeign(path, { largestBytes: LARGEST_BYTES, within: [...within, dirname(path)] })
  if (found.kind === 'no-file' || found.kind === 'unread') return 'unreadable'
  if (found.kind === 'read' && !isSense(found.bytes)) return 'senseless'
  try {
    if (found.kind === 'read') await demandWritable(path)
    // It is replaced, not written into.
    await demandWritable(dirname(path))
  } catch {
    return 'unwritable'
  }
  return found.kind === 'read' ? 'well' : 'nothing'
}

function isSense(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString())
    return true
  } catch {
    return false
  }
}
