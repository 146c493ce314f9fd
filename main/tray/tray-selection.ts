import { connect } from 'node:net'
import type { FileWork } from '../files/file-work.ts'
import { type Display, localDisplay } from './x-display.ts'

// x.org/releases/current/doc/xproto/x11protocol.html
const CHANGE_WINDOW_ATTRIBUTES = 2
const INTERN_ATOM = 16
const GET_SELECTION_OWNER = 23
const EVENT_MASK = 0x800
const STRUCTURE_NOTIFY = 0x2_0000
const REPLY = 1
const DESTROY_NOTIFY = 17
const CLIENT_MESSAGE = 33
const GENERIC_EVENT = 35
const MOST_BYTES = 1_048_576

/** Follows whether a panel takes icons by XEmbed; there is none where no X11 session of this computer is. */
export async function followEmbedding(
  environment: NodeJS.ProcessEnv,
  work: FileWork,
  told: (present: boolean) => void,
): Promise<() => void> {
  const display = await localDisplay(environment, work)
  if (display !== null) return followTraySelection(display, told)
  told(false)
  return () => {}
}

/**
 * Follows whether a panel on this display takes icons by XEmbed: it owns a selection of the screen, and tells the root
 * window when it takes it (specifications.freedesktop.org/systemtray-spec). What is no X server counts as no panel.
 */
export function followTraySelection(
  { socket: path, screen, cookie }: Display,
  told: (present: boolean) => void,
) {
  const socket = connect({ path })
  let unread: Buffer = Buffer.alloc(0)
  let read: () => number = setup
  let selection = 0

  socket.on('connect', () => void socket.write(greeting(cookie)))
  socket.on('data', bytes => {
    unread = Buffer.concat([unread, bytes])
    try {
      let taken = read()
      while (taken > 0) {
        unread = unread.subarray(taken)
        taken = read()
      }
      if (unread.length > MOST_BYTES) socket.destroy()
    } catch {
      socket.destroy()
    }
  })
  socket.on('error', () => {})
  socket.on('close', () => told(false))

  /** How many bytes of `unread` were understood; none where more have to come. */
  function setup(): number {
    if (unread.length < 8) return 0
    const length = 8 + unread.readUInt16LE(6) * 4
    if (unread[0] !== 1) throw new Error('The X server refuses us')
    if (unread.length < length) return 0
    const root = rootOf(unread, screen)
    watch(root)
    const name = Buffer.from(`_NET_SYSTEM_TRAY_S${screen}`)
    send(INTERN_ATOM, Buffer.concat([half(name.length), half(0), padded(name)]))
    read = answer
    return length
  }

  function answer(): number {
    if (unread.length < 32) return 0
    const kind = unread[0]! & 0x7f
    const length = kind === REPLY || kind === GENERIC_EVENT ? 32 + unread.readUInt32LE(4) * 4 : 32
    if (length > MOST_BYTES) throw new Error('An answer is too long')
    if (unread.length < length) return 0
    if (kind === REPLY) replied(unread.readUInt32LE(8))
    else if (kind === DESTROY_NOTIFY || kind === CLIENT_MESSAGE) look()
    return length
  }

  function replied(value: number) {
    if (selection === 0) {
      selection = value
      return look()
    }
    if (value !== 0) watch(value)
    told(value !== 0)
  }

  const look = () => send(GET_SELECTION_OWNER, word(selection))
  const watch = (window: number) =>
    send(CHANGE_WINDOW_ATTRIBUTES, Buffer.concat([word(window), word(EVENT_MASK), word(STRUCTURE_NOTIFY)]))

  function send(code: number, rest: Buffer) {
    socket.write(Buffer.concat([Buffer.from([code, 0]), half(1 + rest.length / 4), rest]))
  }

  return () => socket.destroy()
}

function greeting(cookie: Buffer | null): Buffer {
  const name = Buffer.from(cookie === null ? '' : 'MIT-MAGIC-COOKIE-1')
  const data = cookie ?? Buffer.alloc(0)
  const head = [Buffer.from('l\0'), half(11), half(0), half(name.length), half(data.length), half(0)]
  return Buffer.concat([...head, padded(name), padded(data)])
}

/** The root window of a screen, out of what the server says of itself at first. */
function rootOf(bytes: Buffer, screen: number): number {
  let at = 40 + roundedUp(bytes.readUInt16LE(24)) + bytes.readUInt8(29) * 8
  for (let passed = 0; passed < Math.min(screen, bytes.readUInt8(28) - 1); passed++) {
    const depths = bytes.readUInt8(at + 39)
    at += 40
    for (let depth = 0; depth < depths; depth++) at += 8 + bytes.readUInt16LE(at + 2) * 24
  }
  return bytes.readUInt32LE(at)
}

const roundedUp = (length: number): number => Math.ceil(length / 4) * 4
const padded = (bytes: Buffer): Buffer =>
  Buffer.concat([bytes, Buffer.alloc(roundedUp(bytes.length) - bytes.length)])

function half(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
