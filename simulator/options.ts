import type { LoggedRequest } from './records.ts'

/** The switches of the simulator; every one can be changed while it runs, except the first four. */
export interface SimulatorOptions {
  /** HTTPS port on 127.0.0.1; 0 takes a free one. */
  readonly port: number
  /** Port of the plain listener for people (link page, control); 0 takes a free one, null has none. */
  readonly httpPort: number | null
  /** Offers HTTP/2 before HTTP/1.1 on the HTTPS listener. */
  readonly http2: boolean
  /** The HTTPS listener is on ::1 too, on the same port. */
  readonly ipv6: boolean
  /** Life of every new pin in seconds; null is plex.tv's own: 900 weak, 1800 strong. */
  readonly lifeSeconds: number | null
  /** What cuts the life of a pin: the claim, the first read of its token, or nothing. */
  readonly claimWindow: 'claim' | 'firstRead' | 'none'
  readonly claimWindowSeconds: number
  /** The token can be read once only. */
  readonly readOnce: boolean
  /** So many reads after the claim still say null. */
  readonly claimLagPolls: number
  /** Leaves out the `location` fields that plex.tv leaves out for some people. */
  readonly dropGeoFields: boolean
  /** Pin ids above 2^31. */
  readonly largeIds: boolean
  /** A wrong `?code=` on a read answers 404/1020 instead of being ignored. */
  readonly checkCodeQuery: boolean
  /**
   * What `PUT …/pins/link` makes of a living token. `needs-sso`: 403/1068 unless `X-Plex-Product` is “Plex SSO”; `refused`:
   * 403/1068; `weak-only`: 404/1020 for strong codes; `unknown`: 404/1020; `limited`: 429/1003 without `Retry-After`.
   */
  readonly linking: 'open' | 'needs-sso' | 'refused' | 'weak-only' | 'unknown' | 'limited'
  /** Milliseconds before `PUT …/pins/link` does anything, whether or not anybody still waits for its answer. */
  readonly linkingDelay: number
  /** Linking the same account and identifier again gives the old token instead of a new one. */
  readonly relinkReturnsSameToken: boolean
  readonly userShape:
    | 'usual'
    | 'csv-languages'
    | 'unknown-fields'
    | 'nulls'
    | 'plex-pass'
    | 'home'
    | 'managed'
  readonly resourcesShape: 'usual' | 'empty' | 'many' | 'varied' | 'emoji' | 'right-to-left'
  /** Switching between home users more often than this within 10 s answers 429. */
  readonly homeSwitchLimit: number
  /** Milliseconds before each answer of the API. */
  readonly latency: number
  /** What the client under test calls itself (`X-Plex-Product`); null takes it from the first request. Others are keys. */
  readonly clientProduct: string | null
  /** Called when the answer to a request has ended. */
  readonly onAnswered: (request: LoggedRequest) => void
}

/** Behaves as plex.tv is known to behave. */
export const defaultOptions: SimulatorOptions = {
  port: 0,
  httpPort: null,
  http2: false,
  ipv6: false,
  lifeSeconds: null,
  claimWindow: 'claim',
  claimWindowSeconds: 10,
  readOnce: false,
  claimLagPolls: 0,
  dropGeoFields: false,
  largeIds: false,
  checkCodeQuery: false,
  linking: 'open',
  linkingDelay: 0,
  relinkReturnsSameToken: false,
  userShape: 'usual',
  resourcesShape: 'usual',
  homeSwitchLimit: 3,
  latency: 0,
  clientProduct: null,
  onAnswered: () => undefined,
}
