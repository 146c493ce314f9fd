import type { Clock } from '../../clock.ts'
import { socketsOfSessionBus } from './address.ts'
import { ANSWER_WITHIN_MS, BUS, type Connection, openConnection } from './connection.ts'
import { type Message, SIGNAL } from './message.ts'
import { ownerOf } from './owner.ts'
import { type Answers, BusError, type Known, type Question, type Reply } from './port.ts'
import type { Value } from './read.ts'

interface Options {
  readonly environment: NodeJS.ProcessEnv
  readonly uid: number
  readonly clock: Clock
}

export interface Wanted<S extends Known> {
  /** Whose signals, as a name on the bus. */
  readonly from: string
  readonly interface: string
  readonly member: string
  /** The first value, if only signals with this value are wanted. */
  readonly first?: string
  /** What the first value, a name on the bus, is or begins with up to a dot, if only such signals are wanted. */
  readonly firstWithin?: string
  readonly signature: S
}

interface Listener {
  readonly rule: string
  readonly hear: (signal: Message) => void
}

export type SessionBus = ReturnType<typeof createSessionBus>

const JOIN_WITHIN_MS = 2_000
const FIRST_RETRY_MS = 2_000
const SLOWEST_RETRY_MS = 60_000

/** The session bus of a Linux desktop. It is joined when first needed, and again after it was lost. */
export function createSessionBus({ environment, uid, clock }: Options) {
  const listeners = new Set<Listener>()
  let follower: ((joined: boolean) => void) | undefined
  let joined: Promise<Connection> | undefined
  let pause = FIRST_RETRY_MS
  let cancelRetry = () => {}
  let closed = false

  function connection(): Promise<Connection> {
    if (closed) return Promise.reject(new BusError('no-bus'))
    joined ??= join().catch((error: unknown) => {
      joined = undefined
      throw error
    })
    return joined
  }

  async function join(): Promise<Connection> {
    let failure: unknown
    for (const socket of socketsOfSessionBus(environment, uid)) {
      try {
        return await enter(socket)
      } catch (error) {
        failure = error
      }
    }
    throw new BusError('no-bus', failure)
  }

  async function enter(socket: string): Promise<Connection> {
    let isIn = false
    const opened = openConnection({
      socket,
      uid,
      clock,
      within: JOIN_WITHIN_MS,
      heard: signal => listeners.forEach(({ hear }) => hear(signal)),
      closed: () => {
        if (isIn) lost()
      },
    })
    await opened.ready
    isIn = true
    for (const { rule } of listeners) match(opened, rule)
    return opened
  }

  function lost() {
    joined = undefined
    if (closed || follower === undefined) return
    follower(false)
    stayLater()
  }

  function stayLater() {
    if (closed) return
    cancelRetry = clock.at(clock.now() + pause, stay)
    pause = Math.min(pause * 2, SLOWEST_RETRY_MS)
  }

  function stay() {
    connection().then(
      () => {
        pause = FIRST_RETRY_MS
        follower?.(true)
      },
      () => {
        follower?.(false)
        stayLater()
      },
    )
  }

  return {
    /**
     * Asks a program on the bus. Rejects with a `BusError`. Only an answer from the present owner of the name counts.
     */
    async ask<S extends Known>({ start = true, ...question }: Question<S>): Promise<Reply<S>> {
      const opened = await connection()
      const until = clock.now() + (question.within ?? ANSWER_WITHIN_MS)
      const left = () => Math.max(0, until - clock.now())
      const owner = await ownerOf(opened, question.destination, { start, left })
      const reply = await opened.ask({ ...question, destination: owner, within: left() })
      return { sender: reply.sender, values: reply.values as unknown as Answers[S] }
    },
    /** Hears signals from now on, whenever the bus is joined. */
    listen<S extends Known>(wanted: Wanted<S>, hear: (signal: Reply<S>) => void) {
      const rule = matchRule(wanted)
      listeners.add({ rule, hear: signal => hearWanted(signal, wanted, hear) })
      void joined?.then(
        opened => match(opened, rule),
        () => {},
      )
    },
    /** Joins the bus and stays; calls back whenever it was joined or lost. There is one follower. */
    follow(told: (joined: boolean) => void) {
      follower = told
      stay()
    },
    close() {
      closed = true
      cancelRetry()
      void joined?.then(
        opened => opened.end(),
        () => {},
      )
    },
  }
}

function match(opened: Connection, rule: string) {
  opened.ask({ ...BUS, member: 'AddMatch', signature: 's', values: [rule], returns: '' }).catch(() => {})
}

function matchRule({ from, interface: of, member, first, firstWithin }: Wanted<Known>): string {
  const only = first === undefined ? '' : `,arg0='${first}'`
  const within = firstWithin === undefined ? '' : `,arg0namespace='${firstWithin}'`
  return `type='signal',sender='${from}',interface='${of}',member='${member}'${only}${within}`
}

/** Checks every signal: anybody on a bus can send one directly, past all match rules. */
function hearWanted<S extends Known>(
  signal: Message,
  { from, interface: of, member, first, firstWithin, signature }: Wanted<S>,
  hear: (signal: Reply<S>) => void,
) {
  if (signal.type !== SIGNAL || signal.interface !== of || signal.member !== member) return
  if (from === BUS.destination && signal.sender !== from) return
  if ((signal.signature ?? '') !== signature) return
  const values = readable(signal)
  if (values === undefined || (first !== undefined && values[0] !== first)) return
  if (firstWithin !== undefined && !isWithin(values[0], firstWithin)) return
  hear({ sender: signal.sender ?? '', values: values as unknown as Answers[S] })
}

const isWithin = (name: Value | undefined, namespace: string): boolean =>
  typeof name === 'string' && `${name}.`.startsWith(`${namespace}.`)

function readable(signal: Message) {
  try {
    return signal.body()
  } catch {
    return undefined
  }
}
