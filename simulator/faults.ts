import type { RouteName } from './records.ts'

/** What can go wrong with an answer, by `kind`. Durations are milliseconds. */
export type FaultKind =
  /** 429/1003; `Retry-After` as seconds (default 2), as a date, as neither, or missing. */
  | {
      readonly kind: 'rate-limited'
      readonly retryAfter?: 'seconds' | 'date' | 'nonsense' | 'none'
      readonly seconds?: number
    }
  /** 500/1007 in plex.tv's own envelope. */
  | { readonly kind: 'server-error' }
  /** An HTML page with 502 or 503. */
  | { readonly kind: 'bad-gateway'; readonly status?: 502 | 503 }
  /** 503 and nothing else. */
  | { readonly kind: 'unavailable' }
  /** 404 from the edge: no body, no content type, no request id. */
  | { readonly kind: 'edge-404' }
  /** `edge-404` for every other request, the first included. */
  | { readonly kind: 'alternating-edge-404' }
  /** 200 with a page of somebody else's. */
  | { readonly kind: 'captive-portal' }
  | { readonly kind: 'truncated-json' }
  | { readonly kind: 'empty-array' }
  | { readonly kind: 'null' }
  /** The true answer with one field wrong. */
  | { readonly kind: 'wrong-type'; readonly what: WrongType }
  /** The true answer in ten pieces over this time (default 5000). */
  | { readonly kind: 'slow-body'; readonly milliseconds?: number }
  /** No answer, ever. */
  | { readonly kind: 'hang' }
  /** The connection is reset, at once or after half of the body. */
  | { readonly kind: 'reset'; readonly when?: 'at-once' | 'mid-body' }
  /** Points elsewhere; by default to a sink that the log calls `redirected`. */
  | { readonly kind: 'redirect'; readonly status?: 301 | 302 | 307 | 308; readonly to?: string }
  /** 200 with well-formed JSON of this size (default 10 MB). */
  | { readonly kind: 'huge-body'; readonly bytes?: number }
  | { readonly kind: 'gzip' }
  | { readonly kind: 'chunked' }
  /** The true answer behind a byte order mark. */
  | { readonly kind: 'byte-order-mark' }
  /** The true answer, made now and sent later: answers overtake each other. */
  | { readonly kind: 'delayed'; readonly milliseconds: number }
  /**
   * The true answer, or this body, behind these bytes as its head, all in Latin-1; then the connection is closed. What
   * is `{length}` in the head becomes the body's.
   */
  | { readonly kind: 'raw'; readonly head: string; readonly body?: string }
  /** Any other answer, for instance 403 or 410. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly body?: string
      readonly contentType?: string
    }

export type WrongType = 'id-string' | 'expiresIn-string' | 'authToken-empty' | 'authToken-null-text'

/** A fault, on every host or on one alone (`clients.plex.tv` works while `plex.tv` does not). */
export type Fault = FaultKind & { readonly host?: string }

/** Where a fault strikes: one route, or the whole API. */
export type FaultRoute = Exclude<RouteName, 'page' | 'redirected'> | 'any'

/** A fault in the queue of its route. */
export interface PlannedFault {
  readonly route: FaultRoute
  readonly fault: Fault
  /** How many requests it still strikes. */
  remaining: number
  struck: number
}

const beyondFaults: ReadonlySet<RouteName> = new Set(['page', 'redirected'])

/** Plans a fault behind those already planned. */
export function planFault(plan: PlannedFault[], route: FaultRoute, fault: Fault, times: number) {
  const planned: PlannedFault = { route, fault, remaining: times, struck: 0 }
  plan.push(planned)
  return {
    /** Withdraws what is left of it. */
    clear: () => {
      planned.remaining = 0
    },
  }
}

/** Takes the fault that strikes this request, if one does. */
export function takeFault(plan: readonly PlannedFault[], route: RouteName, host: string): Fault | null {
  if (beyondFaults.has(route)) return null
  const planned = plan.find(
    each =>
      each.remaining > 0 &&
      (each.route === route || each.route === 'any') &&
      (each.fault.host === undefined || each.fault.host === host),
  )
  if (!planned) return null
  planned.remaining -= 1
  planned.struck += 1
  const passes = planned.fault.kind === 'alternating-edge-404' && planned.struck % 2 === 0
  return passes ? null : planned.fault
}
