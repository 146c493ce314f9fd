import { connect, type Socket } from 'node:net'
import type { Clock } from '../../clock.ts'
import { createFrames } from './frames.ts'
import { CALL, decode, encode, ERROR, type Message, NO_REPLY_EXPECTED, RETURN, SIGNAL } from './message.ts'
import { BusError, type Known, type Question } from './port.ts'
import type { Value } from './read.ts'

interface Options {
  readonly socket: string
  readonly uid: number
  readonly clock: Clock
  /** The longest wait for the bus to let us in, in milliseconds. */
  readonly within: number
  readonly heard: (signal: Message) => void
  /** Called once, also if the bus never let us in. */
  readonly closed: () => void
}

interface Pending {
  /** The unique name of the program that was asked. */
  readonly from: string
  readonly answered: (answer: Message) => void
  readonly failed: (error: BusError) => void
}

export interface Reply {
  readonly sender: string
  readonly values: readonly Value[]
}

export type Connection = ReturnType<typeof openConnection>

export const ANSWER_WITHIN_MS = 2_000
const MOST_UNSENT_BYTES = 1_048_576

/** One connection to a bus. An unreadable message is dropped, or ends the connection; nothing throws. */
export function openConnection({ socket: path, uid, clock, within, heard, closed }: Options) {
  const pending = new Map<number, Pending>()
  let serial = 0
  let isOpen = true
  const socket: Socket = connect({ path })
  const frames = createFrames({ uid, receive, accepted })
  const giveUp = clock.at(clock.now() + within, end)
  let entered = () => {}
  let refused: (error: BusError) => void = () => {}
  const ready = new Promise<void>((resolve, reject) => {
    entered = resolve
    refused = reject
  })
  ready.catch(() => {})

  socket.on('connect', () => void socket.write(frames.greeting))
  socket.on('data', bytes => {
    try {
      const answer = frames.take(bytes)
      if (answer !== undefined) socket.write(answer)
    } catch (error) {
      // After bytes that are not a message, we do not know where the next one starts.
      end(error)
    }
  })
  socket.on('error', end)
  socket.on('close', () => end())

  function end(cause?: unknown) {
    if (!isOpen) return
    isOpen = false
    giveUp()
    socket.destroy()
    const lost = new BusError('no-bus', cause)
    refused(lost)
    for (const { failed } of pending.values()) failed(lost)
    pending.clear()
    closed()
  }

  function accepted() {
    ask({ ...BUS, member: 'Hello', returns: 's' }).then(() => {
      giveUp()
      entered()
    }, end)
  }

  function receive(bytes: Buffer) {
    const message = legible(bytes)
    if (message === undefined) return
    const { type, replySerial = 0 } = message
    if (type === RETURN || type === ERROR) {
      const asked = pending.get(replySerial)
      if (asked !== undefined && isFrom(asked.from, message)) asked.answered(message)
    } else if (type === SIGNAL) heard(message)
    else if (type === CALL && (message.flags & NO_REPLY_EXPECTED) === 0) refuse(message)
  }

  /** Answers calls with "no such method", as every member of a bus must. */
  function refuse({ serial: replySerial, sender: destination = '' }: Message) {
    const errorName = 'org.freedesktop.DBus.Error.UnknownMethod'
    const flags = NO_REPLY_EXPECTED
    send(encode({ type: ERROR, flags, serial: ++serial, replySerial, destination, errorName }))
  }

  function send(message: Buffer) {
    if (socket.writableLength > MOST_UNSENT_BYTES) end(new Error('The bus does not read'))
    else socket.write(message)
  }

  /** `destination` must be the bus or a unique name. */
  function ask<S extends Known>(question: Omit<Question<S>, 'start'>): Promise<Reply> {
    const { returns, within: wait = ANSWER_WITHIN_MS, values = [], ...named } = question
    return new Promise((resolve, reject) => {
      if (!isOpen) return reject(new BusError('no-bus'))
      const own = ++serial
      const message = encode({ ...named, values, type: CALL, flags: 0, serial: own })
      const cancel = clock.at(clock.now() + wait, () => {
        settle(() => reject(new BusError('no-reply')))
        // Otherwise the next bytes would be taken for the rest of a message that never ended.
        if (frames.isWithinMessage()) end()
      })
      function settle(how: () => void) {
        cancel()
        pending.delete(own)
        how()
      }
      pending.set(own, {
        from: named.destination,
        failed: error => settle(() => reject(error)),
        answered: answer => settle(() => understand(answer, returns, resolve, reject)),
      })
      send(message)
    })
  }

  return { ready, ask, end: () => end() }
}

export const BUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
} as const

/**
 * SECURITY: anybody on a bus can send anybody an answer; only its sender field comes from the bus and can be trusted.
 * The bus itself answers if a program is gone or must not be asked.
 */
const isFrom = (asked: string, { type, sender }: Message): boolean =>
  sender === asked || (type === ERROR && sender === BUS.destination)

function legible(bytes: Buffer): Message | undefined {
  try {
    return decode(bytes)
  } catch {
    return undefined
  }
}

function understand(
  answer: Message,
  returns: Known,
  resolve: (reply: Reply) => void,
  reject: (error: BusError) => void,
) {
  if (answer.type === ERROR) return reject(new BusError(answer.errorName ?? 'odd-reply'))
  try {
    if ((answer.signature ?? '') !== returns) throw new BusError('odd-reply')
    resolve({ sender: answer.sender ?? '', values: answer.body() })
  } catch (error) {
    reject(new BusError('odd-reply', error))
  }
}
