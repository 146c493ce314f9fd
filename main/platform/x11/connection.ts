import { connect } from 'node:net'
import type { Display } from './display.ts'
import { halves, padded } from './encoding.ts'

// x.org/releases/current/doc/xproto/x11protocol.html
const INTERN_ATOM = 16
const ERROR = 0
const REPLY = 1
const GENERIC_EVENT = 35
const MOST_BYTES = 1_048_576
const COOKIE = 'MIT-MAGIC-COOKIE-1'

export interface XConnection {
  /** The root window of the display's screen. */
  readonly root: number
  /** The first of the numbers that the server lets us give to windows. */
  readonly firstNumber: number
  /** The length of the longest request that the server takes. */
  readonly longestBytes: number
  readonly send: (code: number, rest: Buffer, detail?: number) => void
  /** `answered` is called before anything that the server says later is read. */
  readonly ask: (code: number, rest: Buffer, answered: (reply: Buffer) => void) => void
  /** The number that the server has for a name. */
  readonly atom: (name: string, answered: (atom: number) => void) => void
}

interface Listener {
  readonly opened: (connection: XConnection) => void
  readonly happened: (kind: number, event: Buffer) => void
  /** The server refused a request that has no answer. Throw to end the connection. */
  readonly refused: (code: number) => void
  readonly closed: () => void
}

/**
 * Talks with an X server. Whatever is there instead of one, no exception comes of it: the connection ends. Returns a
 * function that ends it at once.
 */
export function connectToX({ socket: path, screen, cookie }: Display, listener: Listener): () => void {
  const socket = connect({ path })
  const waiting: { number: number; answered: (reply: Buffer) => void }[] = []
  let unread: Buffer = Buffer.alloc(0)
  let read: () => number = setup
  let sent = 0

  socket.on('connect', () => void socket.write(greeting(cookie)))
  socket.on('data', bytes => {
    unread = Buffer.concat([unread, bytes])
    try {
      let taken = read()
      while (taken > 0 && !socket.destroyed) {
        unread = unread.subarray(taken)
        taken = read()
      }
      // Who does not read what it asks for would fill our memory.
      if (unread.length > MOST_BYTES || socket.writableLength > MOST_BYTES) socket.destroy()
    } catch {
      socket.destroy()
    }
  })
  socket.on('error', () => {})
  socket.on('close', () => listener.closed())

  /** How many bytes of `unread` were understood; 0 if more have to come. */
  function setup(): number {
    if (unread.length < 8) return 0
    const length = 8 + unread.readUInt16LE(6) * 4
    if (unread[0] !== 1) throw new Error('The X server refuses us')
    if (unread.length < length) return 0
    const bytes = unread.subarray(0, length)
    read = next
    listener.opened({
      root: rootOf(bytes, screen),
      firstNumber: bytes.readUInt32LE(12) + 1,
      longestBytes: bytes.readUInt16LE(26) * 4,
      send,
      ask,
      atom: (name, answered) => {
        const bytes = Buffer.from(name)
        ask(INTERN_ATOM, Buffer.concat([halves(bytes.length, 0), padded(bytes)]), reply =>
          answered(reply.readUInt32LE(8)),
        )
      },
    })
    return length
  }

  function next(): number {
    if (unread.length < 32) return 0
    const kind = unread[0]! & 0x7f
    const length = kind === REPLY || kind === GENERIC_EVENT ? 32 + unread.readUInt32LE(4) * 4 : 32
    if (length > MOST_BYTES) throw new Error('An answer is too long')
    if (unread.length < length) return 0
    const message = unread.subarray(0, length)
    if (kind === REPLY) questionOf(message).answered(message)
    else if (kind === ERROR) refused(message)
    else listener.happened(kind, message)
    return length
  }

  function questionOf(message: Buffer) {
    const [question] = waiting
    if (question?.number !== message.readUInt16LE(2)) throw new Error('An answer to nothing')
    waiting.shift()
    return question
  }

  function refused(message: Buffer) {
    if (waiting[0]?.number === message.readUInt16LE(2)) throw new Error('The X server does not answer that')
    listener.refused(message.readUInt8(10))
  }

  function send(code: number, rest: Buffer, detail = 0) {
    sent++
    socket.write(Buffer.concat([Buffer.from([code, detail]), halves(1 + rest.length / 4), rest]))
  }

  function ask(code: number, rest: Buffer, answered: (reply: Buffer) => void) {
    send(code, rest)
    waiting.push({ number: sent & 0xffff, answered })
  }

  return () => void socket.destroy()
}

function greeting(cookie: Buffer | null): Buffer {
  const name = Buffer.from(cookie === null ? '' : COOKIE)
  const data = cookie ?? Buffer.alloc(0)
  const head = [Buffer.from('l\0'), halves(11, 0, name.length, data.length, 0)]
  return Buffer.concat([...head, padded(name), padded(data)])
}

/** The root window of a screen, from the server's first message about itself. */
function rootOf(bytes: Buffer, screen: number): number {
  let at = 40 + Math.ceil(bytes.readUInt16LE(24) / 4) * 4 + bytes.readUInt8(29) * 8
  for (let passed = 0; passed < Math.min(screen, bytes.readUInt8(28) - 1); passed++) {
    const depths = bytes.readUInt8(at + 39)
    at += 40
    for (let depth = 0; depth < depths; depth++) at += 8 + bytes.readUInt16LE(at + 2) * 24
  }
  return bytes.readUInt32LE(at)
}
