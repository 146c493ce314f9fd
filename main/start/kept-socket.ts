import { chmodSync, type FSWatcher, lstatSync, mkdirSync, readlinkSync, rmSync, watch } from 'node:fs'
import type { Server } from 'node:net'
import { dirname, join } from 'node:path'
import type { Clock } from '../clock.ts'

interface Options {
  readonly clock: Pick<Clock, 'now' | 'at'>
  /** The folder of the app's own files, in which Chromium's lock names a private one. */
  readonly folder: string
  /** What it is called there. */
  readonly name: string
  /** Makes a server, which does not listen yet. */
  readonly make: () => Server
  readonly report: (what: string, error?: unknown) => void
  readonly watch?: typeof watch | undefined
}

/** How many may wait to be heard. */
export const MOST_WAITING = 1_500

export const AGAIN_AFTER_MS = 60_000

/**
 * Listens beside the socket of Chromium's lock, in a folder that nobody else can enter, and does so anew where somebody
 * cleans up that folder, as systems do with what lies there for long. Returns a function that ends it.
 */
export function keepSocket(options: Options): () => void {
  const { clock, folder, name, report, watch: watchFolder = watch } = options
  let server: Server | undefined
  let inode: number | undefined
  let watcher: FSWatcher | undefined
  let cancel = () => {}
  let isEnded = false
  let first: string | undefined

  function begin() {
    // First: it takes what is at its path with it.
    end()
    try {
      const place = privateFolder(folder)
      // Another app has the lock by now: this one is ending.
      isEnded ||= place !== (first ??= place)
      if (isEnded) return
      const path = join(place, name)
      // Whoever has the lock has the folder: what is left there belongs to nobody.
      if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() === true) rmSync(path)
      const made = (server = options.make())
      // One caller who could not be let in, as without file descriptors, is no reason to hear nobody.
      made.on('error', error => (made.listening ? report('A command was not heard', error) : again(error)))
      made.listen({ path, backlog: MOST_WAITING }, () => {
        try {
          chmodSync(path, 0o600)
          inode = inodeAt(path)
        } catch (error) {
          return again(error)
        }
        follow(path)
      })
      // The app ends also while it listens.
      made.unref()
    } catch (error) {
      again(error)
    }
  }

  /** Where the system watches no more, nobody looks, and who calls is heard all the same. */
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

function inodeAt(path: string): number | undefined {
  try {
    return lstatSync(path).ino
  } catch {
    return undefined
  }
}

/** The folder of the socket of Chromium's lock, made anew if it is gone. Throws unless it is this person's alone. */
function privateFolder(folder: string): string {
  const place = dirname(readlinkSync(join(folder, 'SingletonSocket')))
  if (lstatSync(place, { throwIfNoEntry: false }) === undefined) mkdirSync(place, 0o700)
  if (!isPrivate(place)) throw new Error(`${place} is not a folder of one person alone`)
  return place
}

/** Whether that is a folder that nobody else can enter. */
export function isPrivate(place: string): boolean {
  const found = lstatSync(place, { throwIfNoEntry: false })
  return found?.isDirectory() === true && found.uid === process.getuid?.() && (found.mode & 0o077) === 0
}
