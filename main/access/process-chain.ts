import { open, readlink } from 'node:fs/promises'
import type { Seen } from './program-of.ts'

/** The texts and links of /proc, of which each may be refused. */
export interface ProcessFiles {
  /** The first bytes of `/proc/ID/FILE`; undefined where it cannot be read. */
  read(id: number, file: 'stat' | 'cmdline'): Promise<string | undefined>
  link(id: number, file: 'exe' | 'cwd'): Promise<string | undefined>
}

const LARGEST_BYTES = 16_384

export const processFiles: ProcessFiles = {
  async read(id, file) {
    try {
      const opened = await open(`/proc/${id}/${file}`)
      try {
        const { buffer, bytesRead } = await opened.read(Buffer.alloc(LARGEST_BYTES), 0, LARGEST_BYTES)
        return buffer.toString('utf8', 0, bytesRead)
      } finally {
        await opened.close()
      }
    } catch {
      return undefined
    }
  },
  link: (id, file) => readlink(`/proc/${id}/${file}`).catch(() => undefined),
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

/**
 * A process and those that started it, the nearest first. The numbers of processes are given again to others: what is not
 * the same process after it was looked at as before is left out, with all above it.
 */
export async function processChain(id: number, files: ProcessFiles): Promise<readonly Seen[]> {
  const looks: Array<{ readonly id: number; readonly stat: Stat; readonly seen: Seen }> = []
  for (let next = id; next > 0 && looks.length < LONGEST;) {
    const stat = readStat(await files.read(next, 'stat'))
    if (stat === undefined) break
    const file = (await files.link(next, 'exe')) ?? null
    const folder = (await files.link(next, 'cwd')) ?? null
    const words = ((await files.read(next, 'cmdline')) ?? '').replace(/\0$/, '').split('\0')
    looks.push({ id: next, stat, seen: { file, words, folder, name: stat.name } })
    next = stat.parent
  }
  const chain: Seen[] = []
  for (const { id: each, stat, seen } of looks) {
    const now = readStat(await files.read(each, 'stat'))
    if (now?.started !== stat.started || now.parent !== stat.parent) break
    chain.push(seen)
  }
  return chain
}
