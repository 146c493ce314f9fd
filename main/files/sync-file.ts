import { fsyncSync } from 'node:fs'
import { codeOf } from './error-code.ts'

/** What a file system says that makes no promises. A full or broken disk says something else. */
export const NO_PROMISES = ['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']

/** Waits until an open file is on the disk, where its file system can promise that. Throws where the disk fails. */
export function syncFile(file: number): void {
  try {
    fsyncSync(file)
  } catch (error) {
    if (!NO_PROMISES.includes(codeOf(error))) throw error
  }
}
