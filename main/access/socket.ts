import type { watch } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import type { Clock } from '../clock.ts'
import { keepSocket, MOST_WAITING } from '../start/kept-socket.ts'
import { forgetPipe, newPipe, notePipe } from './pipe.ts'

interface Options {
  readonly clock: Pick<Clock, 'now' | 'at'>
  /** The folder of the app's own files, in which Chromium's lock names a private one. */
  readonly folder: string
  /** Called with each connection, which is paused. `secret`: what it has to know; null if nobody else could call. */
  readonly heard: (caller: Socket, secret: string | null) => void
  readonly report: (what: string, error?: unknown) => void
  readonly watch?: typeof watch
}

/** More at once are not heard: each has a file descriptor. */
export const MOST_CALLERS = MOST_WAITING

/**
 * Listens for commands. Where that cannot be done, commands say that they cannot reach the app, which goes on. Returns a
 * function that ends it, and leaves open connections alone.
 */
export function openSocket(options: Options): () => void {
  const { folder, report } = options
  if (process.platform !== 'win32')
    return keepSocket({ ...options, name: 'commands', make: () => makeServer(options, null) })
  const pipe = newPipe()
  try {
    notePipe(folder, pipe)
  } catch (error) {
    report('No command can reach this app', error)
  }
  const server = makeServer(options, pipe.secret)
  server.on('error', error => report('No command can reach this app', error))
  server.listen(pipe.path).unref()
  return () => {
    forgetPipe(folder)
    server.close()
  }
}

function makeServer({ heard }: Options, secret: string | null): Server {
  const server = createServer({ pauseOnConnect: true }, caller => heard(caller, secret))
  server.maxConnections = MOST_CALLERS
  return server
}
