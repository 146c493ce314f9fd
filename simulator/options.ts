import type { LoggedRequest } from './records.ts'

/** The switches of the simulator; every one can be changed while it runs, except the ports. */
export interface SimulatorOptions {
  /** HTTPS port on 127.0.0.1; 0 takes a free one. */
  readonly port: number
  /** Port of the plain listener for people (link page, control); 0 takes a free one, null has none. */
  readonly httpPort: number | null
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
  /** Linking answers 403/1068. */
  readonly linkForbidden: boolean
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
  /** Called when the answer to a request has ended. */
  readonly onAnswered: (request: LoggedRequest) => void
}

/** Behaves as plex.tv is known to behave. */
export const defaultOptions: SimulatorOptions = {
  port: 0,
  httpPort: null,
  lifeSeconds: null,
  claimWindow: 'claim',
  claimWindowSeconds: 10,
  readOnce: false,
  claimLagPolls: 0,
  dropGeoFields: false,
  largeIds: false,
  checkCodeQuery: false,
  linkForbidden: false,
  relinkReturnsSameToken: false,
  userShape: 'usual',
  resourcesShape: 'usual',
  homeSwitchLimit: 3,
  latency: 0,
  onAnswered: () => undefined,
}
