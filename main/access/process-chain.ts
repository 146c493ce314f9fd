import { close, open, read, readlink } from 'node:fs'
import { promisify } from 'node:util'
import type { Seen } from './program-of.ts'

/** The texts and links of /proc, of which each may be refused. */
export interface ProcessFiles {
  /** The first bytes of `/proc/ID/FILE`; undefined where it cannot be read. */
  read(id: number, file: 'stat' | 'cmdline' | 'environ'): Promise<string | undefined>
  link(id: number, file: 'exe' | 'cwd' | 'root' | 'ns/mnt'): Promise<string | undefined>
}

const LARGEST_BYTES = 16_384

// Whoever asks waits for about a hundred of these: with promises of Node's own they take half as long again.
const [opened, filled, linked] = [promisify(open), promisify(read), promisify(readlink)]

export const processFiles: ProcessFiles = {
  async read(id, file) {
    try {
      const handle = await opened(`/proc/${id}/${file}`, 'r')
      try {
        const { buffer, bytesRead } = await filled(
          handle,
          Buffer.alloc(LARGEST_BYTES),
          0,
          LARGEST_BYTES,
          null,
        )
        return buffer.toString('utf8', 0, bytesRead)
      } finally {
        close(handle, () => {})
      }
    } catch {
      return undefined
    }
  },
  link: (id, file) => linked(`/proc/${id}/${file}`).catch(() => undefined),
}

interface Stat {
  readonly name: string
  readonly parent: number
  readonly started: string
}

/** Source: proc_pid_stat(5). The name in brackets may itself contain spaces and brackets. */
export function readStat(text: string | undefined): Stat | undefined {
  const [, name, rest] = /^\d+ \(([\s\S]*)\) ([\s\S]*)$/.exec(text ?? '') ?? []
  const fields = rest?.trim().split(' ') ?? []
  const [state = '', parent = '', started = ''] = [fields[0], fields[1], fields[19]]
  // One that has ended stays until its parent asks how.
  if (name === undefined || !/^\d+$/.test(parent) || !/^\d+$/.test(started) || /^[ZXx]$/.test(state))
    return undefined
  return { name, parent: Number(parent), started }
}

const LONGEST = 16

interface Look {
  readonly stat: Stat
  readonly seen: Seen
}

/**
 * Processes and those that started each, the nearest first. The numbers of processes are given again to others: what is
 * not the same process after it was looked at as before is left out, with all above it.
 */
export async function processChains(
  ids: readonly number[],
  files: ProcessFiles,
): Promise<ReadonlyMap<number, readonly Seen[]>> {
  // Those that ask at once have mostly been started by the same.
  const looks = new Map<number, Look | undefined>()
  const ours = await viewOf(process.pid, files)
  for (const id of ids)
    for (let next = id, left = LONGEST; next > 0 && left > 0; left--) {
      if (!looks.has(next)) looks.set(next, await lookAt(next, ours, files))
      next = looks.get(next)?.stat.parent ?? 0
    }
  for (const [id, look] of looks) {
    const now = look && readStat(await files.read(id, 'stat'))
    if (now?.started !== look?.stat.started || now?.parent !== look?.stat.parent) looks.set(id, undefined)
  }
  return new Map(ids.map(id => [id, chainFrom(id, looks)]))
}

async function lookAt(id: number, ours: View, files: ProcessFiles): Promise<Look | undefined> {
  const stat = readStat(await files.read(id, 'stat'))
  if (stat === undefined) return undefined
  const { mounts, root } = await viewOf(id, files)
  // SECURITY: in a container, a program of any name may be at a path. What is not known is another's.
  const isHere = mounts !== undefined && mounts === ours.mounts && root !== undefined && root === ours.root
  const file = (isHere ? await files.link(id, 'exe') : null) ?? null
  const folder = (isHere ? await files.link(id, 'cwd') : null) ?? null
  const words = ((await files.read(id, 'cmdline')) ?? '').replace(/\0$/, '').split('\0')
  return { stat, seen: { file, words, folder, name: stat.name, process: { id, started: stat.started } } }
}

interface View {
  readonly mounts: string | undefined
  readonly root: string | undefined
}

/** A path is to a process what it is to another of the same view. Source: mount_namespaces(7), proc_pid_root(5). */
const viewOf = async (id: number, files: ProcessFiles): Promise<View> => ({
  mounts: await files.link(id, 'ns/mnt'),
  root: await files.link(id, 'root'),
})

function chainFrom(id: number, looks: ReadonlyMap<number, Look | undefined>): readonly Seen[] {
  const chain: Seen[] = []
  for (
    let look = looks.get(id);
    look !== undefined && chain.length < LONGEST;
    look = looks.get(look.stat.parent)
  )
    chain.push(look.seen)
  return chain
}
