import { readFile, readlink } from 'node:fs/promises'
import type { RunningProcess } from './processes.ts'

/** How the kernel confines a process. */
export interface Confinement {
  readonly uid: number
  /** 2: a filter of system calls. Source: proc(5), "Seccomp". */
  readonly seccomp: number
  readonly noNewPrivileges: boolean
  /** Whether it lives in a user namespace of its own. */
  readonly ownNamespace: boolean
}

/** Reads how the kernel confines a process. */
export async function confinement({ id }: Pick<RunningProcess, 'id'>): Promise<Confinement> {
  const status = await readFile(`/proc/${id}/status`, 'utf8')
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1])
  const [its, ours] = await Promise.all([readlink(`/proc/${id}/ns/user`), readlink('/proc/self/ns/user')])
  return {
    uid: field('Uid'),
    seccomp: field('Seccomp'),
    noNewPrivileges: field('NoNewPrivs') === 1,
    ownNamespace: its !== ours,
  }
}
