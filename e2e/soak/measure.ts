import { readdir, readFile, readlink } from 'node:fs/promises'
import type { World } from './world.ts'

/** What must not grow. */
export interface Measure {
  /** Kilobytes of all processes, shared ones by their part. */
  readonly memory: number
  readonly processes: number
  /** Open files of the main process. */
  readonly files: number
  /** Kilobytes of the main process's JavaScript that are still in use. */
  readonly heap: number
  /** Kilobytes that this JavaScript holds outside of its heap. */
  readonly buffers: number
  /** `memory` by kind of process, and `files` by kind of file. */
  readonly parts: Readonly<Record<'memory' | 'files', Readonly<Record<string, number>>>>
  /** What would keep Node alive, by kind. */
  readonly resources: Readonly<Record<string, number>>
}

export async function measure({ life, desktop }: World): Promise<Measure> {
  const app = life.app()
  const { heap, buffers, resources } = await app.electron.evaluate(async () => {
    process.getBuiltinModule('node:v8').setFlagsFromString('--expose-gc')
    const collect = process.getBuiltinModule('node:vm').runInNewContext('gc') as () => void
    for (let round = 0; round < 3; round++) {
      collect()
      await new Promise(resolve => void setImmediate(resolve))
    }
    const { heapUsed, external } = process.memoryUsage()
    return { heap: heapUsed, buffers: external, resources: process.getActiveResourcesInfo() }
  })
  // The output of the app goes through programs of the test.
  const processes = (await desktop.programs()).filter(({ command }) => !command.startsWith('tee '))
  const parts = await Promise.all(
    processes.map(async ({ id, command }) => ({ kind: kindOf(command), size: await proportionalSize(id) })),
  )
  const files = await openFiles(app.processId)
  return {
    memory: parts.reduce((sum, { size }) => sum + size, 0),
    processes: processes.length,
    files: files.length,
    heap: Math.round(heap / 1024),
    buffers: Math.round(buffers / 1024),
    parts: {
      memory: Object.fromEntries(parts.map(({ kind, size }) => [kind, size])),
      files: counted(files),
    },
    resources: counted(resources),
  }
}

const counted = (kinds: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    [...new Set(kinds)].toSorted().map(kind => [kind, kinds.filter(other => other === kind).length]),
  )

/** The kind of each open file: `socket`, `anon_inode:[eventfd]`, `/dev/shm/` for memory that is shared, or its path. */
async function openFiles(id: number): Promise<string[]> {
  const folder = `/proc/${id}/fd`
  const links = (await readdir(folder)).map(name => readlink(`${folder}/${name}`).catch(() => null))
  // One that was closed meanwhile is none.
  return (await Promise.all(links)).flatMap(link =>
    link === null ? [] : [link.replace(/:\[\d+\]$|\.org\.chromium\.\S+ \(deleted\)$/, '')],
  )
}

const kindOf = (command: string): string =>
  /--utility-sub-type=(\S+)|--type=(\S+)/.exec(command)?.slice(1).find(Boolean) ?? 'main'

async function proportionalSize(id: number): Promise<number> {
  const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '')
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0)
}
