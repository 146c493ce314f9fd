import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Whether the kernel writes core dumps into the working folder of the process that died, with names that begin like
 * this.
 */
export async function dumpsAreFiles(): Promise<boolean> {
  return /^[^|/]/.test(await readFile('/proc/sys/kernel/core_pattern', 'utf8'))
}

/** Lets a process leave a core dump of any size. */
export const allowDump = (id: number): Promise<unknown> =>
  run('prlimit', ['--pid', String(id), '--core=unlimited'])

/** Which memory a process leaves in a core dump: the bits of core(5), 0 for none. */
export const dumpedMemory = async (id: number): Promise<number> =>
  Number.parseInt(await readFile(`/proc/${id}/coredump_filter`, 'utf8'), 16)

/** The core dumps in a folder. */
export async function dumps(folder: string): Promise<readonly Buffer[]> {
  const names = (await readdir(folder)).filter(name => name.startsWith('core'))
  return Promise.all(names.map(name => readFile(path.join(folder, name))))
}
