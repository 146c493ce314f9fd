import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Display } from './display.ts'
import { halves, words } from './encoding.ts'

/** What a client asked of the server: `rest` is what follows the four bytes that each request begins with. */
export interface Request {
  readonly code: number
  readonly detail: number
  readonly number: number
  readonly rest: Buffer
}

export const ROOT = 77
export const WINDOW = 0x20_0001

/** The first message of a server with one screen. `most`: the longest request, in words. */
export function welcome(most = 65_535): Buffer {
  const rest = Buffer.alloc(32 + 8 + 40)
  words(0, 0x20_0000, 0x1f_ffff, 0).copy(rest, 0)
  halves(3, most).copy(rest, 16)
  Buffer.from([1, 0]).copy(rest, 20)
  rest.write('Xxx', 32)
  words(ROOT).copy(rest, 36)
  return Buffer.concat([Buffer.from([1, 0]), halves(11, 0, rest.length / 4), rest])
}

export function reply({ number }: Request, value: number): Buffer {
  const bytes = Buffer.alloc(32)
  bytes.writeUInt8(1)
  halves(number & 0xffff).copy(bytes, 2)
  words(value).copy(bytes, 8)
  return bytes
}

export function refusal({ number, code }: Request): Buffer {
  const bytes = Buffer.alloc(32)
  halves(number & 0xffff).copy(bytes, 2)
  bytes.writeUInt8(code, 10)
  return bytes
}

export function event(kind: number, ...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(32)
  bytes.writeUInt8(kind)
  words(...values).copy(bytes, 4)
  return bytes
}

/** An X server in the hands of the test, which says what it answers. */
export async function startFakeServer() {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-x-'))
  const path = join(folder, 'X')
  const sockets: Socket[] = []
  const unread: Request[] = []
  let hear = () => {}
  const server = createServer(socket => {
    sockets.push(socket)
    unread.length = 0
    let bytes: Buffer = Buffer.alloc(0)
    let number = 0
    let greeted = false
    socket.on('error', () => {})
    socket.on('data', more => {
      bytes = Buffer.concat([bytes, more])
      for (;;) {
        const pad = (length: number) => Math.ceil(length / 4) * 4
        const length = greeted
          ? bytes.length >= 4 && bytes.readUInt16LE(2) * 4
          : bytes.length >= 12 && 12 + pad(bytes.readUInt16LE(6)) + pad(bytes.readUInt16LE(8))
        if (length === false || bytes.length < length) break
        const start = greeted ? 4 : 0
        if (greeted) number++
        const rest = Buffer.from(bytes.subarray(start, length))
        unread.push({ code: greeted ? bytes[0]! : 0, detail: bytes[1]!, number, rest })
        greeted = true
        bytes = bytes.subarray(length)
      }
      hear()
    })
  })
  server.listen(path)
  await once(server, 'listening')
  const display: Display = { socket: path, screen: 0, cookie: Buffer.from('0123456789abcdef') }
  return {
    display,
    sockets,
    say: (...messages: readonly Buffer[]) => void sockets.at(-1)?.write(Buffer.concat(messages)),
    hangUp: () => void sockets.at(-1)?.destroy(),
    /** Resolves once the client has ended its last connection. */
    async left() {
      const socket = sockets.at(-1)
      if (socket !== undefined && !socket.closed) await once(socket, 'close')
    },
    /** The next request with this code, or the next of all; the ones before it are dropped. */
    async next(code?: number): Promise<Request> {
      for (;;) {
        const request = unread.shift()
        if (request !== undefined && (code === undefined || request.code === code)) return request
        if (request === undefined) await new Promise<void>(resolve => void (hear = resolve))
      }
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>
