import { chmodSync, lstatSync, readlinkSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { forgetPipe, newPipe, notePipe } from './pipe.ts'

interface Options {
  /** The folder of the app's own files, in which Chromium's lock names a private one. */
  readonly folder: string
  /** Called with each connection, which is paused. `secret`: what it has to know; null if nobody else could call. */
  readonly heard: (caller: Socket, secret: string | null) => void
  readonly report: (what: string, error?: unknown) => void
}

/** More at once are not heard: each has a file descriptor. */
export const MOST_CALLERS = 1_500

/**
 * Listens for commands beside the socket of Chromium's lock, in a folder that nobody else can enter. Where that cannot
 * be done, commands say that they cannot reach the app, which goes on. Returns a function that ends it, and leaves open
 * connections alone.
 */
export function openSocket({ folder, heard, report }: Options): () => void {
  const pipe = process.platform === 'win32' ? newPipe() : null
  const server = createServer({ pauseOnConnect: true }, caller => heard(caller, pipe?.secret ?? null))
  server.maxConnections = MOST_CALLERS
  server.on('error', error => report('No command can reach this app', error))
  try {
    if (pipe !== null) {
      notePipe(folder, pipe)
      server.listen(pipe.path).unref()
      return () => {
        forgetPipe(folder)
        server.close()
      }
    }
    const path = socketIn(folder)
    // Whoever has the lock has the folder: what is left there belongs to nobody.
    if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) rmSync(path)
    server.listen({ path, backlog: MOST_CALLERS }, () => {
      try {
        chmodSync(path, 0o600)
      } catch (error) {
        report('No command can reach this app', error)
        server.close()
      }
    })
    // The app ends also while somebody is connected.
    server.unref()
  } catch (error) {
    report('No command can reach this app', error)
  }
  return () => void server.close()
}

/** Where commands find it. Throws unless the folder is this person's alone. */
function socketIn(folder: string): string {
  const place = dirname(readlinkSync(join(folder, 'SingletonSocket')))
  const { mode, uid } = lstatSync(place)
  const isPrivate = uid === process.getuid?.() && (mode & 0o077) === 0
  if (!isPrivate) throw new Error(`${place} is not a folder of one person alone`)
  return join(place, 'commands')
}
