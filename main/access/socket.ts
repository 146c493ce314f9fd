import { chmodSync, type FSWatcher, lstatSync, mkdirSync, readlinkSync, rmSync, watch } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import type { Clock } from '../clock.ts'
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
export const MOST_CALLERS = 1_500

export const AGAIN_AFTER_MS = 60_000

/**
 * Listens for commands beside the socket of Chromium's lock, in a folder that nobody else can enter. Where that cannot
 * be done, commands say that they cannot reach the app, which goes on. Returns a function that ends it, and leaves open
 * connections alone.
 */
export function openSocket(options: Options): () => void {
  const { folder, report } = options
  if (process.platform !== 'win32') return keepOpen(options)
  const pipe = newPipe()
  try {
    notePipe(folder, pipe)
  } catch (error) {
    report('No command can reach this app', error)
  }
  const server = listen(options, pipe.secret)
  server.listen(pipe.path)
  return () => {
    forgetPipe(folder)
    server.close()
  }
}

/** Makes it anew where somebody cleans up the folder that it is in, as systems do with what lies there for long. */
function keepOpen(options: Options): () => void {
  const { clock, folder, report, watch: watchFolder = watch } = options
  let server: Server | undefined
  let inode: number | undefined
  let watcher: FSWatcher | undefined
  let cancel = () => {}
  let isEnded = false

  function begin() {
    // First: it takes what is at its path with it.
    end()
    try {
      const path = socketIn(folder)
      // Whoever has the lock has the folder: what is left there belongs to nobody.
      if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) rmSync(path)
      const made = (server = listen(options, null))
      // One caller who could not be let in, as without file descriptors, is no reason to hear nobody.
      made.on('error', error => (made.listening ? report('A command was not heard', error) : again(error)))
      made.listen({ path, backlog: MOST_CALLERS }, () => {
        try {
          chmodSync(path, 0o600)
          inode = inodeAt(path)
        } catch (error) {
          return again(error)
        }
        follow(path)
      })
    } catch (error) {
      again(error)
    }
  }

  /** Where the system watches no more, nobody looks, and commands are heard all the same. */
  function follow(path: string) {
    try {
      const made = (watcher = watchFolder(dirname(path), { persistent: false }, () => look(path)))
      made.on('error', () => made.close())
    } catch (error) {
      report('Nobody looks after the way to this app', error)
    }
  }

  function look(path: string) {
    if (isEnded || (inode !== undefined && inodeAt(path) === inode)) return
    report('What commands reach this app by was removed, and is made anew')
    begin()
  }

  function again(error: unknown) {
    report('No command can reach this app', error)
    end()
    cancel = clock.at(clock.now() + AGAIN_AFTER_MS, begin)
  }

  function end() {
    cancel()
    watcher?.close()
    server?.close()
    watcher = server = inode = undefined
  }

  begin()
  return () => {
    isEnded = true
    end()
  }
}

function listen({ heard, report }: Options, secret: string | null): Server {
  const server = createServer({ pauseOnConnect: true }, caller => heard(caller, secret))
  server.maxConnections = MOST_CALLERS
  if (secret !== null) server.on('error', error => report('No command can reach this app', error))
  // The app ends also while somebody is connected.
  return server.unref()
}

function inodeAt(path: string): number | undefined {
  try {
    return lstatSync(path).ino
  } catch {
    return undefined
  }
}

/** Where commands find it. Throws unless the folder is this person's alone. */
function socketIn(folder: string): string {
  const place = dirname(readlinkSync(join(folder, 'SingletonSocket')))
  if (lstatSync(place, { throwIfNoEntry: false }) === undefined) mkdirSync(place, 0o700)
  const { mode, uid } = lstatSync(place)
  const isPrivate = uid === process.getuid?.() && (mode & 0o077) === 0
  if (!isPrivate) throw new Error(`${place} is not a folder of one person alone`)
  return join(place, 'commands')
}
