import { setTimeout as wait } from 'node:timers/promises'
import { emptyAnswer, jsonAnswer, type Answer } from './answer.ts'
import { deliver } from './deliver.ts'
import { takeFault, type Fault } from './faults.ts'
import { readRequest, type ApiRequest } from './request.ts'
import { isHostOf } from './hosts.ts'
import type { Message, Response } from './listener.ts'
import { printable } from './print.ts'
import { findRoute, type Route } from './routes.ts'
import type { LogEntry, State } from './state.ts'
import { strike, undisturbed } from './strike.ts'

const pinIdOf = ({ name }: Route, { resource }: ApiRequest): number | null => {
  const id = resource.slice(resource.lastIndexOf('/') + 1)
  return name === 'poll' && /^\d+$/.test(id) ? Number(id) : null
}

const newEntry = (at: number, request: ApiRequest, route: Route, fault: Fault | null): LogEntry => ({
  at,
  endedAt: null,
  route: route.name,
  method: request.method,
  host: request.host,
  path: request.path,
  query: request.query,
  headers: request.headers,
  body: request.body,
  httpVersion: request.httpVersion,
  status: null,
  fault: fault?.kind ?? null,
  aborted: false,
  cut: false,
  pinId: pinIdOf(route, request),
  outcome: null,
})

// Before the last byte leaves, so never later than the client acts on it.
const noteAnswered = (state: State, entry: LogEntry, answer: Answer): void => {
  entry.endedAt = state.clock.monotonic()
  entry.outcome = answer.outcome ?? null
}

/** Corrects the entry when the answer did not arrive whole. The signal fires when the connection is of no more use. */
const follow = (
  state: State,
  entry: LogEntry,
  response: Response,
  travelled: { past: boolean },
): AbortSignal => {
  const gone = new AbortController()
  response.once('close', () => {
    if (!response.writableFinished && !travelled.past) {
      entry.aborted = !entry.cut
      entry.endedAt = state.clock.monotonic()
      entry.outcome = null
    }
    state.options.onAnswered(entry)
    gone.abort()
  })
  return gone.signal
}

/** How the connection under a request can be reset, as a broken network does it. */
export interface Connection {
  reset(): void
}

const answerAsPlexTv = async (
  state: State,
  at: number,
  request: ApiRequest,
  response: Response,
  connection: Connection,
): Promise<void> => {
  const route = findRoute(state, request)
  const fault = takeFault(state.faults, route.name, request.host)
  const entry = newEntry(at, request, route, fault)
  state.log.push(entry)
  const travelled = { past: false }
  const gone = follow(state, entry, response, travelled)
  if (state.options.latency > 0 && route.name !== 'page') {
    await wait(state.options.latency, undefined, { signal: gone })
  }
  const make = async () => route.handle(state, request)
  const delivery = fault ? await strike(state, request, fault, make) : undisturbed(await make())
  const { how } = delivery.transfer
  entry.pinId ??= delivery.answer.pinId ?? null
  if (how !== 'never' && how !== 'reset') entry.status = delivery.answer.status
  await deliver(state, response, delivery, gone, {
    beforeEnd: () => noteAnswered(state, entry, delivery.answer),
    reset: () => {
      entry.cut = true
      connection.reset()
    },
    past: () => void (travelled.past = true),
  })
}

/** What stands behind one listener. */
export interface Backing {
  /** Null on the plain listener, which serves only people: pages and control. */
  readonly connection: Connection | null
  readonly control: (request: ApiRequest) => Answer
}

const serve = async (
  state: State,
  message: Message,
  response: Response,
  { connection, control }: Backing,
): Promise<void> => {
  const at = state.clock.monotonic()
  const request = await readRequest(message)
  if (!isHostOf(connection === null ? 'plain' : 'tls', request.host, state.options)) {
    const { status, headers, body } = jsonAnswer(421, { error: 'Not for this host' })
    response.writeHead(status, headers).end(body)
  } else if (request.path.startsWith('/__ctl/')) {
    const { status, headers, body } = control(request)
    response.writeHead(status, headers).end(body)
  } else if (connection) {
    await answerAsPlexTv(state, at, request, response, connection)
  } else {
    const route = findRoute(state, request)
    const page = route.name === 'page' ? await route.handle(state, request) : emptyAnswer(404)
    response.writeHead(page.status, page.headers).end(page.body)
  }
}

/** Answers one request. A client that leaves in the middle is nothing special; what cannot be read is cut off. */
export function serveSafely(state: State, message: Message, response: Response, backing: Backing): void {
  serve(state, message, response, backing).catch((error: unknown) => {
    const path = message.url?.split('?')[0] ?? ''
    const left = response.destroyed || (error instanceof Error && error.name === 'AbortError')
    if (!left) console.error('The simulator could not answer', message.method, printable(path), error)
    response.destroy()
  })
}
