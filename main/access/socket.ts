import { chmodSync, lstatSync, readlinkSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'

interface Options {
  /** The folder of the app's own files, in which Chromium's lock names a private one. */
  readonly folder: string
  /** Called with each connection, which is paused. */
  readonly heard: (caller: Socket) => void
  readonly report: (what: string, error?: unknown) => void
}

/** More at once are not answered: each has a file descriptor. */
export const MOST_CALLERS = 1_500

/**
 * Listens for commands beside the socket of Chromium's lock, in a folder that nobody else can enter. Where that cannot
 * be done, commands say that they cannot reach the app, which goes on. Returns a function that ends it, and leaves open
 * connections alone.
 */
export function openSocket({ folder, heard, report }: Options): () => void {
  // Windows has no sockets in folders. A pipe there can be heard by everybody, so it would need a secret of its own.
  if (process.platform === 'win32') return () => {}
  const server = createServer({ pauseOnConnect: true }, heard)
  server.maxConnections = MOST_CALLERS
  server.on('error', error => report('No command can reach this app', error))
  try {
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
