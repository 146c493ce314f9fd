import type { Clock } from '../clock.ts'
import type { Question, Reply } from '../plex/exchange.ts'

/** A server of the person's, and where plex.tv says that it can be reached. */
export interface Probed {
  /** Its machine identifier, which is its client identifier at plex.tv. */
  readonly id: string
  readonly urls: readonly string[]
}

/** Whether each address answers; null: it was not tried. */
export type Answers = ReadonlyMap<string, boolean | null>

interface Options {
  /** Makes one request, without redirects and cookies; fails soon after its signal has aborted. */
  readonly ask: (question: Question) => Promise<Reply>
  readonly clock: Pick<Clock, 'now' | 'at'>
}

const ANSWERS_WITHIN_MS = 3_000
const MOST_AT_ONCE = 6
const MOST_OF_ONE_SERVER = 16
const MOST_BYTES = 65_536

export type Probe = ReturnType<typeof createProbe>

/**
 * Tries the addresses of servers: asks each who it is, which takes no token and gives none away. An address answers if
 * that very server does, since another network may have somebody else at the same one.
 */
export function createProbe({ ask, clock }: Options) {
  let free = MOST_AT_ONCE
  const waiting: Array<() => void> = []

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (free === 0) await new Promise<void>(resolve => waiting.push(resolve))
    else free--
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }

  async function answers(id: string, origin: string, signal: AbortSignal): Promise<boolean | null> {
    if (signal.aborted) return null
    const late = new AbortController()
    const cancel = clock.at(clock.now() + ANSWERS_WITHIN_MS, () => late.abort())
    try {
      const { status, body } = await ask({
        url: `${origin}/identity`,
        method: 'GET',
        headers: { Accept: 'application/json' },
        signal: AbortSignal.any([signal, late.signal]),
        wants: () => true,
        mostBytes: MOST_BYTES,
      })
      return status === 200 && identifierIn(body.toString()) === id
    } catch {
      return signal.aborted ? null : false
    } finally {
      cancel()
    }
  }

  /** Never rejects. What has not been tried when `signal` aborts stays untried. */
  return async ({ id, urls }: Probed, signal: AbortSignal): Promise<Answers> => {
    const tried = [...new Set(urls)].map(async (url, at): Promise<[string, boolean | null]> => {
      const origin = at < MOST_OF_ONE_SERVER ? originOf(url) : undefined
      return [url, origin === undefined ? null : await inTurn(() => answers(id, origin, signal))]
    })
    return new Map(await Promise.all(tried))
  }
}

/** Only an address of HTTP, with nothing in it that could be a secret or another place. */
function originOf(url: string): string | undefined {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const isPlain = parsed !== undefined && /^https?:$/.test(parsed.protocol)
  return isPlain && `${parsed.username}${parsed.password}` === '' ? parsed.origin : undefined
}

/** In JSON, or in the XML that older servers answer with. Source: developer.plex.tv, "Get Server Identity". */
const identifierIn = (body: string): string | undefined =>
  /\bmachineIdentifier"?\s{0,9}[=:]\s{0,9}"([^"]{1,100})"/.exec(body)?.[1]
