import { readlinkSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { systemClock } from '../clock.ts'
import type { Wish } from './wish.ts'

const wishes: readonly Wish[] = ['window', 'stay']
const LONGEST_WISH = 16

/**
 * Answers later starts, from main's thread, which can also show the window. HAZARD: Chromium's own socket would do, but
 * a start that asks there kills an app that does not answer within 20 s (process_singleton_posix.cc, `KillProcess`),
 * and with it a token that is only in memory.
 */
export function openDoor(folder: string, asked: (wish: Wish) => void) {
  const server = createServer(knocking => {
    let heard = ''
    // A start that goes away without waiting for the answer needs none.
    knocking.on('error', () => {})
    knocking.setEncoding('latin1').on('data', (text: string) => {
      heard += text
      if (!heard.includes('\n') && heard.length < LONGEST_WISH) return
      knocking.pause().end('heard\n')
      asked(wishes.find(wish => heard === `${wish}\n`) ?? 'nothing')
    })
  })
  // Without the door, later starts say that they cannot reach this one.
  server.on('error', () => {})
  server.listen(doorOf(socketOf(folder))).unref()
}

/** `silent`: it is there but does not answer. `unreachable`: there is no way to it. */
export type Knock = 'answered' | 'silent' | 'unreachable' | 'nobody'

const AGAIN_AFTER_MS = 100
const LONGEST_MS = 10_000

/** Asks the app that a home belongs to. If it is only just starting, its door may not be open yet. */
export async function knock(folder: string, wish: Wish, lives: () => boolean): Promise<Knock> {
  const until = systemClock.now() + LONGEST_MS
  while (lives()) {
    const answer = await ask(folder, wish, until)
    if (answer !== 'unreachable' || systemClock.now() >= until) return answer
    await new Promise<void>(resolve => systemClock.at(systemClock.now() + AGAIN_AFTER_MS, resolve))
  }
  return 'nobody'
}

async function ask(folder: string, wish: Wish, until: number): Promise<Knock> {
  const socket = reach(folder, doorOf)
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

/** Whether a process listens at the socket of Chromium's lock. One that was killed leaves the socket behind. */
export async function isListenedTo(folder: string): Promise<boolean> {
  const socket = reach(folder, path => path)
  if (socket === undefined) return false
  const isOpen = await new Promise<boolean>(resolve => {
    socket
      .on('connect', () => resolve(true))
      // Too many are already waiting there.
      .on('error', error => resolve('code' in error && error.code === 'EAGAIN'))
      .on('close', () => resolve(false))
  })
  socket.destroy()
  return isOpen
}

function reach(folder: string, which: (socket: string) => string): Socket | undefined {
  try {
    return connect(which(socketOf(folder))).on('error', () => {})
  } catch {
    return undefined
  }
}

const socketOf = (folder: string) => readlinkSync(join(folder, 'SingletonSocket'))
/** The door is beside Chromium's socket, in a folder that nobody else can enter. */
const doorOf = (socket: string) => join(dirname(socket), 'door')
