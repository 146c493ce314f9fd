import { openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import { dirname } from 'node:path'

/** What Electron has changed of this process, and a program that it starts would inherit. Only Linux tells. */
export interface AsGiven {
  /** The most files that a program may have open, where it has been raised. */
  readonly mostFiles: string | undefined
  /** Which files a program gets, by their numbers: those that this process was given, and none of Electron's own. */
  readonly files: readonly (number | 'ignore')[]
}

const TERMINAL = [0, 1, 2]
const CLOSED_AT_EXEC = 0o2000000

/** Works out what has been changed, and changes back what this process can change of itself. */
export function asGiven(): AsGiven {
  if (process.platform !== 'linux') return { mostFiles: undefined, files: TERMINAL }
  try {
    // Chromium takes more than its share where it may, as root may.
    const priority = getPriority(process.ppid)
    if (priority > getPriority()) setPriority(priority)
  } catch {
    // Whoever started this has gone.
  }
  const given = mostFilesOf(process.ppid)
  return { mostFiles: given === mostFilesOf('self') ? undefined : given, files: files() }
}

/** The soft limit, which what started this process gave it. Source: proc(5). */
function mostFilesOf(id: number | 'self'): string | undefined {
  try {
    return /^Max open files +(\d+)/m.exec(readFileSync(`/proc/${id}/limits`, 'utf8'))?.[1]
  } catch {
    return undefined
  }
}

/**
 * Chromium closes its files in the processes that it starts itself, and so lets others inherit them. They cannot be closed
 * from here, but nothing can be put in their place. (`ignore` leaves a file from 3 on as it is: libuv, process.c,
 * `uv__process_child_init`.)
 */
function files(): readonly (number | 'ignore')[] {
  try {
    const inherited = readdirSync('/proc/self/fd')
      .map(Number)
      .filter(id => id > 2 && !isClosedAtExec(id))
      .map(id => ({ id, target: targetOf(id) }))
    const own = inherited.filter(file => isOwn(file, inherited)).map(({ id }) => id)
    if (own.length === 0) return TERMINAL
    const nothing = openSync('/dev/null', 'r+')
    const others = Array.from({ length: Math.max(...own) - 2 }, (_, index) => index + 3)
    return [...TERMINAL, ...others.map(id => (own.includes(id) ? nothing : 'ignore'))]
  } catch {
    return TERMINAL
  }
}

/** Whether it is not one that the person gave, such as a pipe that somebody else has the other end of. */
function isOwn({ id, target }: File, all: readonly File[]): boolean {
  if (/^(?:anon_inode|socket):/.test(target)) return true
  if (target.startsWith(`${dirname(process.execPath)}/`)) return true
  return target.startsWith('pipe:') && all.some(other => other.id !== id && other.target === target)
}

interface File {
  readonly id: number
  readonly target: string
}

function targetOf(id: number): string {
  try {
    return readlinkSync(`/proc/self/fd/${id}`)
  } catch {
    return ''
  }
}

function isClosedAtExec(id: number): boolean {
  try {
    const [, flags = '0'] = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${id}`, 'utf8')) ?? []
    return (Number.parseInt(flags, 8) & CLOSED_AT_EXEC) !== 0
  } catch {
    return true
  }
}
