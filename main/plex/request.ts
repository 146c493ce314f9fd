import type { Problem } from '../../preload/contract.ts'
import { SignInError } from '../sign-in/ports.ts'

export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** An answer of plex.tv: its status and the JSON it carried, undefined when it carried none. */
export interface Answer {
  readonly status: number
  readonly json: unknown
  readonly retryAfterMs: number
  /** The `Date` header. */
  readonly date: string | null
}

const MEGABYTE = 1_048_576

/** One request: no cookies, no redirects, a time limit in milliseconds, at most so many MB of answer. */
export async function request(
  fetch: Fetch,
  url: string,
  init: { readonly method: 'GET' | 'POST' | 'DELETE'; readonly headers: Readonly<Record<string, string>> },
  {
    signal,
    timeoutMs,
    largestMb = 1,
  }: { readonly signal: AbortSignal; readonly timeoutMs: number; readonly largestMb?: number },
): Promise<Answer> {
  const limit = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)))
  try {
    const response = await fetch(url, {
      ...init,
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.any([signal, limit]),
    })
    const date = response.headers.get('date')
    return {
      status: response.status,
      json: await json(response, largestMb),
      retryAfterMs: retryAfter(response.headers.get('retry-after'), date),
      date,
    }
  } catch (cause) {
    if (cause instanceof SignInError) throw cause
    throw new SignInError(limit.aborted ? 'connection' : networkProblem(cause), { cause })
  }
}

/** Read up to the cap, then parsed only when it says that it is JSON. */
async function json(response: Response, largestMb: number): Promise<unknown> {
  const type = response.headers.get('content-type') ?? ''
  if (response.body === null || !/^application\/json\b/i.test(type)) {
    await response.body?.cancel()
    return undefined
  }
  const body = await read(response.body, largestMb)
  try {
    return JSON.parse(new TextDecoder().decode(body))
  } catch {
    return undefined
  }
}

async function read(body: ReadableStream<Uint8Array>, largestMb: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > largestMb * MEGABYTE) {
      await reader.cancel()
      throw new SignInError('unexpected', { cause: new Error(`The answer is larger than ${largestMb} MB`) })
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

/** Seconds or an HTTP date (RFC 9110 §10.2.3); a date counts from the answer's own, never from the local clock. */
export function retryAfter(value: string | null, date: string | null): number {
  if (value === null) return 0
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1_000
  // Two dates of the same answer: the local clock has no part in it.
  // oxlint-disable-next-line no-restricted-globals
  const wait = Date.parse(value) - Date.parse(date ?? '')
  return Number.isFinite(wait) && wait > 0 ? wait : 0
}

const byCode: ReadonlyArray<readonly [RegExp, Problem]> = [
  [/^ERR_INTERNET_DISCONNECTED$|^ERR_NETWORK_CHANGED$|^ERR_NETWORK_IO_SUSPENDED$/, 'offline'],
  [/^ERR_NAME_|^ERR_DNS_|^ERR_ICANN_/, 'name'],
  [
    /^ERR_PROXY_|^ERR_TUNNEL_|^ERR_SOCKS_|^ERR_MANDATORY_PROXY|^ERR_PAC_|^ERR_NO_SUPPORTED_PROXIES$|^ERR_UNEXPECTED_PROXY_AUTH$|^ERR_HTTPS_PROXY_/,
    'proxy',
  ],
  [/^ERR_CERT_DATE_INVALID$/, 'clock'],
  [/^ERR_CERT_|^ERR_SSL_|^ERR_BAD_SSL_|^ERR_CERTIFICATE_|^ERR_ECH_/, 'certificate'],
  [
    /^ERR_CONNECTION_|^ERR_ADDRESS_|^ERR_TIMED_OUT$|^ERR_SOCKET_|^ERR_EMPTY_RESPONSE$|^ERR_HTTP2_|^ERR_QUIC_|^ERR_NETWORK_ACCESS_DENIED$|^ERR_INCOMPLETE_CHUNKED_ENCODING$|^ERR_CONTENT_LENGTH_MISMATCH$|^ERR_FAILED$/,
    'connection',
  ],
]

/** Chromium names its network errors `net::ERR_…`; the name is the code, and there is no other. */
export function networkProblem(error: unknown): Problem {
  const code = error instanceof Error ? /net::(ERR_[A-Z0-9_]+)/.exec(error.message)?.[1] : undefined
  return (code !== undefined && byCode.find(([pattern]) => pattern.test(code))?.[1]) || 'unexpected'
}
