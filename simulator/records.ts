/** The parts of plex.tv that a request can reach. Faults never strike `page` and `redirected`. */
export type RouteName =
  | 'mint'
  | 'poll'
  | 'link'
  | 'user'
  | 'resources'
  | 'ping'
  | 'signout'
  | 'devices'
  | 'qr'
  | 'account'
  | 'home'
  | 'page'
  | 'redirected'
  | 'other'

/** What a read of a pin told its client. */
export type PollOutcome = 'pending' | 'claimed' | 'gone'

/** One request as it arrived, and what became of it. Times are milliseconds on a clock that only `pass` moves. */
export interface LoggedRequest {
  readonly at: number
  /** When the answer had been handed over, or the connection ended; null while it lasts. */
  readonly endedAt: number | null
  readonly route: RouteName
  readonly method: string
  readonly host: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** `1.1` or `2.0`. */
  readonly httpVersion: string
  readonly status: number | null
  /** The kind of the fault that was applied. */
  readonly fault: string | null
  /** The client went away before the answer had ended. */
  readonly aborted: boolean
  /** The simulator itself broke the connection off. */
  readonly cut: boolean
  /** The pin that was minted or read. */
  readonly pinId: number | null
  readonly outcome: PollOutcome | null
}

/** A person at plex.tv, named as in the answer of `/api/v2/user`. */
export interface Account {
  readonly id: number
  readonly uuid: string
  readonly username: string | null
  readonly title: string | null
  readonly email: string | null
  readonly friendlyName: string | null
  /** A managed user of a home: no e-mail, no user name. */
  readonly managed: boolean
  /** The four digits that switching to this home user takes. */
  readonly homePin: string | null
  /** Laid over the answer of `/api/v2/user`. */
  readonly more: Readonly<Record<string, unknown>>
}

/** A pin as a test sees it. */
export interface PinRecord {
  readonly id: number
  readonly code: string
  readonly strong: boolean
  readonly clientIdentifier: string
  readonly product: string
  readonly state: 'pending' | 'claimed' | 'expired'
  /** Seconds left, as an answer tells them now. */
  readonly expiresIn: number
  /** When each read of it arrived, on the clock of the log. */
  readonly polls: readonly number[]
}

export interface TokenRecord {
  readonly token: string
  readonly account: Account
  readonly clientIdentifier: string
  readonly alive: boolean
}

export interface DeviceRecord {
  readonly id: number
  readonly name: string
  readonly product: string
  readonly version: string
  readonly platform: string
  readonly platformVersion: string
  /** What kind of thing it is, by its own word. */
  readonly device: string
  readonly clientIdentifier: string
  readonly token: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** When its token was last used with its identifier, or was given; milliseconds since the epoch. */
  readonly lastSeenAt: number
}
