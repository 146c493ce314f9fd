import { statSync } from 'node:fs'
import { connect as connectTo, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from './output.ts'
import { Failure } from './failure.ts'
import { wayToApp } from './way.ts'

/** An app that is being started for a command. */
export interface Starting {
  /** Its exit code, once it has ended; null for a signal. */
  readonly ended: number | null | undefined
}

interface Reached {
  readonly socket: Socket
  readonly path: string
  /** What the app knows as well; undefined where nobody else could call it, or answer in its place. */
  readonly secret: string | undefined
}

export interface Connection extends Reached {
  /** Whether the app ran before the command did. */
  readonly ran: boolean
}

const AGAIN_AFTER_MS = 50
const LONGEST_START_MS = 20_000
/** For an app that answered the second start: it runs, and is only just beginning to listen. */
const LONGEST_OPENING_MS = 5_000

/** Connects to the app. Starts it if none runs, and waits until it listens. */
export async function connect(home: string, start: () => Starting): Promise<Connection> {
  const present = await tryOnce(home)
  if (present !== 'nobody' && present !== 'busy') return { ...present, ran: true }
  const starting = present === 'nobody' ? start() : undefined
  const began = performance.now()
  let endedAt: number | undefined
  let last: Awaited<ReturnType<typeof tryOnce>> = present
  while (performance.now() - began < LONGEST_START_MS) {
    await pause(AGAIN_AFTER_MS)
    last = await tryOnce(home)
    if (last !== 'nobody' && last !== 'busy') return { ...last, ran: starting === undefined }
    if (starting?.ended === undefined) continue
    if (starting.ended !== 0) throw new Failure('unstarted', 'failed')
    endedAt ??= performance.now()
    if (performance.now() - endedAt > LONGEST_OPENING_MS) throw new Failure('older', 'failed')
  }
  if (last === 'busy') throw new Failure('crowded', 'failed')
  throw new Failure(starting === undefined ? 'silent' : 'unstarted', 'failed')
}

/** `nobody`: nobody listens. `busy`: too many are waiting already. */
async function tryOnce(home: string): Promise<Reached | 'nobody' | 'busy'> {
  const way = wayToApp(home)
  if (way === undefined) return 'nobody'
  const { path, secret } = way
  // Whoever cleans up makes room for a folder of somebody else's. A pipe has a secret instead.
  if (secret === undefined && !isOf(home, dirname(path)))
    throw new Failure('shut', 'failed', { detail: path })
  const socket = connectTo(path)
  const failed = await new Promise<unknown>(resolve => {
    socket.once('connect', () => resolve(undefined)).once('error', resolve)
  })
  socket.on('error', () => {})
  if (failed === undefined) return { socket, path, secret }
  socket.destroy()
  const code = codeOf(failed)
  if (code === 'EAGAIN') return 'busy'
  if (code === 'EACCES' || code === 'EPERM') throw new Failure('shut', 'failed', { detail: path })
  return 'nobody'
}

/** Whether that folder belongs to whom the home belongs to, as far as it is there. */
function isOf(home: string, folder: string): boolean {
  try {
    const found = statSync(folder)
    return found.isDirectory() && found.uid === statSync(home).uid
  } catch {
    return true
  }
}
