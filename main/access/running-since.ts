import { readFileSync } from 'node:fs'
import { uptime } from 'node:os'
import { readStat } from './process-chain.ts'
import type { ProcessId } from './program-of.ts'

/** Source: proc_pid_stat(5), "starttime": Linux counts a hundred a second wherever this app runs. */
const TICKS_PER_SECOND = 100
/** How exact both counts are together, in seconds. */
const EXACT = 2

/** What the system says of its own age and of this process, in seconds. */
export interface Ages {
  readonly ofSystem: number
  readonly ofThis: number
  /** When this process began, as the system says of any: in ticks since the system began. */
  readonly thisStarted: number
}

export function agesHere(): Ages {
  const stat = readStat(readFileSync('/proc/self/stat', 'latin1'))
  return { ofSystem: uptime(), ofThis: process.uptime(), thisStarted: Number(stat?.started) }
}

/**
 * Since when a process runs, in milliseconds since 1970; undefined where that cannot be said. HAZARD: a container may say
 * how long it is up itself, while it tells of processes by the computer that it is on. So what is said is believed where
 * this process is not younger by it than it is.
 */
export function runningSince({ started }: ProcessId, ages: Ages, now: number): number | undefined {
  const age = (ticks: number) => ages.ofSystem - ticks / TICKS_PER_SECOND
  const [own, its] = [age(ages.thisStarted), age(Number(started))]
  if (!(own >= ages.ofThis - EXACT) || !(its >= -EXACT)) return undefined
  return Math.round(now - Math.max(0, its) * 1_000)
}
