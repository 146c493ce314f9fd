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
}

const LARGEST_BYTES = 1_048_576

/** Reads our files as they are now, and looks whether they could be replaced. Never rejects. */
export const lookAtFiles = ({ work, paths, within }: Options): Promise<readonly OwnFile[]> =>
  Promise.all(
    paths.map(async path => ({
      name: basename(path),
      state: await work
        .within(PATIENCE_MS, `doctor ${path}`, () => stateOf(path, within))
        .catch((): FileState => 'silent'),
    })),
  )

async function stateOf(path: string, within: readonly string[]): Promise<FileState> {
  const found = await readForeign(path, { largestBytes: LARGEST_BYTES, within: [...within, dirname(path)] })
  if (found.kind === 'no-file' || found.kind === 'unread') return 'unreadable'
  const isWritable = await access(found.kind === 'read' ? path : dirname(path), constants.W_OK)
    .then(() => access(dirname(path), constants.W_OK))
    .then(
      () => true,
      () => false,
    )
  if (found.kind === 'read' && !isSense(found.bytes)) return 'senseless'
  if (!isWritable) return 'unwritable'
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
