import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { ManualClock } from '../../clock.fake.ts'
import { decode, encode, type Message, type Outgoing, lengths, RETURN, START } from './message.ts'
import { busErrorCode } from './port.ts'
import { createSessionBus } from './session-bus.ts'

/** What a fake bus answers to a message: a message, any bytes, or nothing. */
export type Answer = (message: Message, socket: Socket) => Outgoing | Buffer | null

/** Answers of the bus itself, where they differ from the usual. */
export type OfBus = Readonly<Record<string, (message: Message) => Outgoing | Buffer | null>>

/** A fake bus over a real socket. It lets everybody in, and answers `Hello`. */
export async function startLocalBus(answer: Answer, ofBus: OfBus = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-bus-'))
  const path = join(folder, 'bus')
  const sockets = new Set<Socket>()
  const heard: Message[] = []
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    let unread = Buffer.alloc(0)
    let isIn = false
    socket.on('data', bytes => {
      unread = Buffer.concat([unread, bytes])
      if (!isIn) {
        const begin = unread.indexOf('BEGIN\r\n')
        if (begin < 0) return void socket.write('OK 0123456789abcdef0123456789abcdef\r\n')
        isIn = true
        unread = unread.subarray(begin + 7)
      }
      while (unread.length >= START && unread.length >= lengths(unread).whole) {
        const { whole } = lengths(unread)
        const message = decode(unread.subarray(0, whole))
        unread = unread.subarray(whole)
        heard.push(message)
        const usual = message.destination === BUS ? { ...USUAL, ...ofBus }[message.member ?? ''] : undefined
        const said = usual === undefined ? answer(message, socket) : usual(message)
        if (said !== null) socket.write(Buffer.isBuffer(said) ? said : encode(said))
      }
    })
  })
  await new Promise<void>(resolve => void server.listen(path, resolve))
  return {
    environment: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` },
    heard,
    connections: () => sockets.size,
    /** Sends something that nobody asked for. */
    say: (bytes: Buffer) => sockets.forEach(socket => void socket.write(bytes)),
    drop: () => sockets.forEach(socket => socket.destroy()),
    async stop() {
      sockets.forEach(socket => socket.destroy())
      await new Promise(resolve => server.close(resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const BUS = 'org.freedesktop.DBus'

/** Each name belongs to `:1.1`. */
const USUAL: OfBus = {
  Hello: message => returned(message, 's', [':1.7']),
  GetNameOwner: message => returned(message, 's', [':1.1']),
}

let serial = 0

/** The answer to a message, from the program that was asked. */
export const returned = (
  { serial: replySerial, destination = ':1.1' }: Pick<Message, 'serial' | 'destination'>,
  signature: string,
  values: NonNullable<Outgoing['values']>,
): Outgoing => ({
  type: RETURN,
  flags: 1,
  serial: ++serial,
  replySerial,
  sender: destination,
  signature,
  values,
})

export const question = {
  destination: 'a.b',
  path: '/a',
  interface: 'a.b',
  member: 'Get',
  returns: 'u',
} as const
export const seven: Answer = message => returned(message, 'u', [7])

export const ends: Array<() => unknown> = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

/** A fake bus and a client of it, whose clock stands still; both end with the test. */
export async function joinLocalBus(answer: Answer, clock = new ManualClock(), ofBus: OfBus = {}) {
  const local = await startLocalBus(answer, ofBus)
  const bus = createSessionBus({ environment: local.environment, uid: 0, clock })
  ends.push(
    () => local.stop(),
    () => bus.close(),
  )
  /** Resolves with the value that comes back, or with the failure's code. */
  const asked = () =>
    bus.ask(question).then(
      ({ values: [value] }) => value,
      (error: unknown) => busErrorCode(error),
    )
  return { local, bus, clock, asked }
}
