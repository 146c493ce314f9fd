import { Failure } from '../failure.ts'
import type { Headers, Question, Reply } from './exchange.ts'
import { mayBeOfProxy, networkProblem } from './network-problem.ts'

/** The way to plex.tv. */
export interface Network {
  /** Settles soon after the signal aborts. Fails with Chromium's name for the error. */
  ask(question: Question): Promise<Reply>
  /** Whether every way to this address goes through a proxy. */
  goesByProxy(url: string): Promise<boolean>
}

/** An answer of plex.tv: its status and its JSON, undefined if it had none. */
export interface Answer {
  readonly status: number
  readonly json: unknown
  readonly retryAfterMs: number
  /** The `Date` header. */
  readonly date: string | null
}

const MEGABYTE = 1_048_576

/** One request, without cookies and redirects, with limits to its time and to the size of its answer. */
export async function request(
  network: Network,
  url: string,
  init: Pick<Question, 'method' | 'headers' | 'content'>,
  {
    signal,
    timeoutMs,
    largestMb = 1,
  }: { readonly signal: AbortSignal; readonly timeoutMs: number; readonly largestMb?: number },
): Promise<Answer> {
  const limit = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)))
  try {
    const { status, headers, body } = await network.ask({
      ...init,
      url,
      signal: AbortSignal.any([signal, limit]),
      wants: isJson,
      mostBytes: largestMb * MEGABYTE,
    })
    // Only a proxy can say so: Chromium refuses it from servers. Source: ERR_UNEXPECTED_PROXY_AUTH
    if (status === 407) throw new Failure('proxy-password')
    const date = value(headers, 'date')
    return {
      status,
      json: isJson(headers) ? parse(body) : undefined,
      retryAfterMs: retryAfter(value(headers, 'retry-after'), date),
      date,
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    const silent = limit.aborted
    const suspect = !signal.aborted && (silent || mayBeOfProxy(cause))
    if (suspect && (await network.goesByProxy(url))) throw new Failure('proxy', { cause })
    throw new Failure(silent ? 'connection' : networkProblem(cause), { cause })
  }
}

/** The first value, if a header came several times. */
function value(headers: Headers, name: string): string | null {
  const found = headers[name]
  return (Array.isArray(found) ? found[0] : found) ?? null
}

const isJson = (headers: Headers): boolean =>
  /^application\/json\b/i.test(value(headers, 'content-type') ?? '')

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

/**
 * Seconds or an HTTP date (RFC 9110 §10.2.3), which is compared with the answer's own date, never with the local clock.
 */
export function retryAfter(value: string | null, date: string | null): number {
  if (value === null) return 0
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1_000
  // Two dates of the same answer: the local clock plays no part.
  // oxlint-disable-next-line no-restricted-globals
  const wait = Date.parse(value) - Date.parse(date ?? '')
  return Number.isFinite(wait) && wait > 0 ? wait : 0
}
