import { once } from 'node:events'
import { connect } from 'node:net'
import { systemClock } from '../../main/clock.ts'
import { createFileWork } from '../../main/files/file-work.ts'
import { localDisplay } from '../../main/platform/x11/display.ts'

/** A panel that takes icons only by XEmbed, like tint2. */
export interface XPanel {
  /** How many icons have asked to be shown by it. */
  docked(): number
  close(): void
}

// x.org/releases/current/doc/xproto/x11protocol.html
const CREATE_WINDOW = 1
const INTERN_ATOM = 16
const SET_SELECTION_OWNER = 22
const SEND_EVENT = 25
const STRUCTURE_NOTIFY = 0x2_0000
const CLIENT_MESSAGE = 33

/**
 * Takes the selection by which programs recognise such a panel, and announces it, on the first screen of this display.
 */
export async function openXPanel(environment: Readonly<Record<string, string>>): Promise<XPanel> {
  const display = await localDisplay(environment, createFileWork(systemClock))
  if (display === null) throw new Error('there is no X11 display')
  const socket = connect({ path: display.socket })
  await once(socket, 'connect')
  const name = Buffer.from(display.cookie === null ? '' : 'MIT-MAGIC-COOKIE-1')
  const cookie = display.cookie ?? Buffer.alloc(0)
  socket.write(
    Buffer.concat([halves(0x6c, 11, 0, name.length, cookie.length, 0), padded(name), padded(cookie)]),
  )
  const setup = await take(8).then(async start =>
    Buffer.concat([start, await take(start.readUInt16LE(6) * 4)]),
  )
  const window = setup.readUInt32LE(12) + 1
  const root = setup.readUInt32LE(40 + Math.ceil(setup.readUInt16LE(24) / 4) * 4 + setup.readUInt8(29) * 8)

  async function take(length: number): Promise<Buffer> {
    for (;;) {
      const bytes = socket.read(length) as Buffer | null
      if (bytes !== null || length === 0) return bytes ?? Buffer.alloc(0)
      await once(socket, 'readable')
    }
  }
  const send = (code: number, detail: number, rest: Buffer): void =>
    void socket.write(Buffer.concat([Buffer.from([code, detail]), halves(1 + rest.length / 4), rest]))
  async function atom(text: string): Promise<number> {
    const bytes = Buffer.from(text)
    send(INTERN_ATOM, 0, Buffer.concat([halves(bytes.length, 0), padded(bytes)]))
    return (await take(32)).readUInt32LE(8)
  }

  const selection = await atom('_NET_SYSTEM_TRAY_S0')
  const manager = await atom('MANAGER')
  const opcode = await atom('_NET_SYSTEM_TRAY_OPCODE')
  send(CREATE_WINDOW, 0, Buffer.concat([words(window, root, 0), halves(1, 1, 0, 0), words(0, 0)]))
  send(SET_SELECTION_OWNER, 0, words(window, selection, 0))
  const announcement = Buffer.alloc(32)
  announcement.writeUInt8(CLIENT_MESSAGE, 0)
  announcement.writeUInt8(32, 1)
  words(root, manager, 0, selection, window).copy(announcement, 4)
  send(SEND_EVENT, 0, Buffer.concat([words(root, STRUCTURE_NOTIFY), announcement]))

  let docked = 0
  void (async () => {
    for (;;) {
      const event = await take(32)
      const isMessage = (event.readUInt8(0) & 0x7f) === CLIENT_MESSAGE && event.readUInt32LE(8) === opcode
      if (isMessage && event.readUInt32LE(16) === 0) docked++
    }
  })().catch(() => undefined)
  return { docked: () => docked, close: () => void socket.destroy() }
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])

function halves(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2))
  return bytes
}

function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}
