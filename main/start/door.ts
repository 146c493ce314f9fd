import { readlinkSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { systemClock } from '../clock.ts'
import { isPrivate, keepSocket } from './kept-socket.ts'
import type { Wish } from './wish.ts'

const wishes: readonly Wish[] = ['window', 'stay']
const LONGEST_WISH = 16

/**
 * Answers later starts, from main's thread, which can also show the window. HAZARD: Chromium's own socket would do, but
 * a start that asks there kills an app that does not answer within 20 s (process_singleton_posix.cc, `KillProcess`),
 * and with it a token that is only in memory.
 */
export function openDoor(folder: string, asked: (wish: Wish) => void) {
  const serve = (knocking: Socket) => {
    let heard = ''
    // A start that goes away without waiting for the answer needs none.
    knocking.on('error', () => {})
    knocking.setEncoding('latin1').on('data', (text: string) => {
      heard += text
      if (!heard.includes('\n') && heard.length < LONGEST_WISH) return
      knocking.pause().end('heard\n')
      asked(wishes.find(wish => heard === `${wish}\n`) ?? 'nothing')
    })
  }
  // Without the door, later starts say that they cannot reach this one.
  return keepSocket({
    clock: systemClock,
    folder,
    name: DOOR,
    make: () => createServer(serve),
    report: () => {},
  })
}

/** Beside Chromium's socket, in a folder that nobody else can enter. */
const DOOR = 'door'

/** `silent`: it is there but does not answer. `unreachable`: there is no way to it. */
export type Knock = 'answered' | 'silent' | 'unreachable' | 'nobody'

const AGAIN_AFTER_MS = 100
const LONGEST_MS = 10_000
/** For an app whose way was removed, which makes it anew as soon as it hears of that. */
const LONGEST_ANEW_MS = 2_000

/**
 * Asks the app that a home belongs to. If it is only just starting, its door may not be open yet.
 * `isWayThere`: whether there still is what Chromium put there for it.
 */
export async function knock(
  folder: string,
  wish: Wish,
  lives: () => boolean,
  isWayThere = true,
): Promise<Knock> {
  const began = systemClock.now()
  const until = began + LONGEST_MS
  const hopeless = isWayThere ? until : began + LONGEST_ANEW_MS
  while (lives()) {
    const answer = await ask(folder, wish, until)
    if (answer !== 'unreachable' || systemClock.now() >= hopeless) return answer
    await new Promise<void>(resolve => systemClock.at(systemClock.now() + AGAIN_AFTER_MS, resolve))
  }
  return 'nobody'
}

async function ask(folder: string, wish: Wish, until: number): Promise<Knock> {
  const socket = reach(folder, DOOR)
  if (socket === undefined) return 'unreachable'
  let giveUp = () => {}
  const answer = await new Promise<Knock>(resolve => {
    giveUp = systemClock.at(until, () => resolve('silent'))
    socket.on('data', () => resolve('answered')).on('close', () => resolve('unreachable'))
    socket.write(`${wish}\n`)
  })
  giveUp()
  socket.destroy()
  return answer
}

/** Whether a process listens at the socket of Chromium's lock, or at our door. One that was killed leaves both behind. */
export async function isListenedTo(folder: string): Promise<boolean> {
  return (await isOpen(reach(folder))) || (await isOpen(reach(folder, DOOR)))
}

async function isOpen(socket: Socket | undefined): Promise<boolean> {
  const answer = await new Promise<boolean>(resolve => {
    if (socket === undefined) return resolve(false)
    socket
      .on('connect', () => resolve(true))
      // Too many are already waiting there.
      .on('error', error => resolve('code' in error && error.code === 'EAGAIN'))
      .on('close', () => resolve(false))
  })
  socket?.destroy()
  return answer
}

/** Chromium's socket, or one beside it. Who cleans up makes room for a folder of somebody else's: nobody is asked there. */
function reach(folder: string, beside?: string): Socket | undefined {
  try {
    const socket = readlinkSync(join(folder, 'SingletonSocket'))
    const place = dirname(socket)
    if (!isPrivate(place)) return undefined
    return connect(beside === undefined ? socket : join(place, beside)).on('error', () => {})
  } catch {
    return undefined
  }
}
