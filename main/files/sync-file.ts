import { closeSync, fsyncSync, openSync } from 'node:fs'
import { codeOf } from './error-code.ts'

/** Errors of file systems that cannot promise this. A full or broken disk gives others. */
export const NO_PROMISES = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']

/** Waits until an open file is on the disk, if its file system can promise that. Throws if the disk fails. */
export function syncFile(file: number): void {
  try {
    fsyncSync(file)
  } catch (error) {
    if (!NO_PROMISES.includes(codeOf(error))) throw error
  }
}

/** Waits until a folder's list of files is on the disk. Windows cannot do that. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    syncFile(folder)
  } finally {
    closeSync(folder)
  }
}
