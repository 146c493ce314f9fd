import { execFile } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import type { Socket } from 'node:net'
import { systemClock } from '../clock.ts'

/** Lists the sockets of this computer, as `ss -xpnH` does. Rejects where it cannot. */
export type ListSockets = () => Promise<string>

export const WITHIN_MS = 2_000
const LARGEST_BYTES = 32 * 1_048_576
/** The environment of whoever started the app chooses no program here. */
const FOLDERS = '/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin'

/** A process that waits for a disk or a driver does not end, not even when it is killed. */
const MOST_HANGING = 3

/** `run`: starts a program, as Node does. Each look ends in time by itself, whatever becomes of the program. */
export function createListing(run: typeof execFile): ListSockets {
  let hanging = 0
  return () =>
    new Promise((resolve, reject) => {
      if (hanging >= MOST_HANGING) throw new Error('Too many looks have not ended')
      const how = { maxBuffer: LARGEST_BYTES, env: { PATH: FOLDERS, LC_ALL: 'C' } }
      const child = run('ss', ['-xpnH'], how, (error, text) => {
        cancel()
        hanging--
        if (error === null) resolve(text)
        else reject(error)
      })
      hanging++
      const cancel = systemClock.at(systemClock.now() + WITHIN_MS, () => {
        child.kill('SIGKILL')
        // Nobody waits for what does not end, not even the app as it quits.
        child.unref()
        child.stdout?.destroy()
        child.stderr?.destroy()
        reject(new Error('It takes too long'))
      })
    })
}

export const listSockets = createListing(execFile)

/** Calls for a list that are made while one is made share the next: it must be newer than whoever asks. */
export function shared<T>(list: () => Promise<T>): () => Promise<T> {
  let next: Promise<T> | null = null
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    if (next !== null) return next
    const made = last
      .catch(() => {})
      .then(() => {
        next = null
        return list()
      })
    next = made
    last = made
    return made
  }
}

/** The number by which the system knows our end of a connection; undefined where it has none. */
export function inodeOf(socket: Socket): string | undefined {
  const handle: unknown = Reflect.get(socket, '_handle')
  const fd: unknown = typeof handle === 'object' && handle !== null ? Reflect.get(handle, 'fd') : undefined
  if (typeof fd !== 'number' || fd < 0) return undefined
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.[1]
  } catch {
    return undefined
  }
}

// The name of a process may have anything in it, also what looks like another process.
const ENTRY = /\s(\d+)\s+\S+\s+(\d+)\s+users:\((.*)\)\s*$/

/**
 * The processes at the other ends of sockets, by the numbers of those; only where it is one. A socket's path may look like
 * a line of its own, whoever made it: where two lines tell of one end, neither is believed. Source: misc/ss.c of iproute2.
 */
export function peersIn(list: string): ReadonlyMap<string, number> {
  const told = new Map<string, number | null>()
  for (const line of list.split('\n')) {
    const [, , peer = '', users = ''] = ENTRY.exec(line) ?? []
    const ids = new Set([...users.matchAll(/pid=(\d+)/g)].map(([, id]) => Number(id)))
    const [only = null] = ids.size === 1 ? ids : []
    told.set(peer, told.has(peer) && told.get(peer) !== only ? null : only)
  }
  return new Map([...told].filter((entry): entry is [string, number] => entry[1] !== null))
}
