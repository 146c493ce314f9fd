import { readdir, readFile } from 'node:fs/promises'

/** What a program with all its processes holds and has used. */
export interface Usage {
  readonly processes: number
  /** Proportional set size: shared pages are counted in parts. */
  readonly megabytes: number
  /** Milliseconds of processor time since it started. */
  readonly processorMs: number
  /** How often each thread gave up its processor by itself, which is as often as it was woken: by process and thread. */
  readonly switches: ReadonlyMap<string, number>
}

// Linux counts processor time for people in hundredths of a second, whatever the kernel's own clock: proc(5), times(2).
const tickMs = 10

/** Reads it from /proc. A process or thread that ends meanwhile is left out. */
export async function readUsage(processId: number): Promise<Usage> {
  const ids = await family(processId)
  const parts = await Promise.all(ids.map(id => readProcess(id).catch(() => undefined)))
  const present = parts.filter(part => part !== undefined)
  return {
    processes: present.length,
    megabytes: sum(present.map(part => part.megabytes)),
    processorMs: sum(present.map(part => part.processorMs)),
    switches: new Map(present.flatMap(part => part.switches)),
  }
}

/** How often the threads were woken from one reading to the next. */
export const wakeUps = (before: Usage, after: Usage): number =>
  sum([...after.switches].map(([thread, count]) => count - (before.switches.get(thread) ?? 0)))

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** The process and all that descend from it. */
async function family(first: number): Promise<readonly number[]> {
  const ids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const parents = new Map<number, number>()
  for (const id of ids) {
    const fields = await statistics(id).catch(() => undefined)
    if (fields !== undefined) parents.set(id, Number(fields[1]))
  }
  const found = [first]
  // The list grows while it is walked.
  for (const id of found)
    found.push(...[...parents].filter(([, parent]) => parent === id).map(([child]) => child))
  return found
}

/** The fields of /proc/PID/stat after the name, which may hold anything: state first. */
async function statistics(id: number): Promise<readonly string[]> {
  const line = await readFile(`/proc/${id}/stat`, 'latin1')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')
}

async function readProcess(id: number) {
  const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'latin1')
  const fields = await statistics(id)
  const threads = await readdir(`/proc/${id}/task`)
  const switches = await Promise.all(
    threads.map(async thread => {
      const status = await readFile(`/proc/${id}/task/${thread}/status`, 'latin1').catch(() => '')
      return [`${id}/${thread}`, Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(status)?.[1] ?? 0)] as const
    }),
  )
  return {
    megabytes: Number(/^Pss:\s*(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024,
    processorMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    switches,
  }
}
