import { createClock, type Clock } from './clock.ts'
import { defaultOptions, type SimulatorOptions } from './options.ts'
import type { Account, DeviceRecord, LoggedRequest, TokenRecord } from './records.ts'
import type { PlannedFault } from './faults.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What a device says of itself in its `X-Plex-*` headers. */
export interface DeviceDescription {
  readonly clientIdentifier: string
  readonly product: string | null
  readonly version: string
  readonly name: string
  readonly platform: string
  readonly platformVersion: string
  readonly device: string
}

/** A pin; times are true milliseconds since the epoch. */
export interface Pin {
  readonly id: number
  readonly code: string
  readonly strong: boolean
  readonly device: DeviceDescription
  readonly createdAt: number
  expiresAt: number
  claim: { readonly token: string; readonly newRegistration: boolean } | null
  readsSinceClaim: number
  tokenReads: number
}

export type Token = Mutable<TokenRecord>

export interface Device {
  readonly account: Account
  readonly record: Mutable<DeviceRecord>
}

export type LogEntry = Mutable<LoggedRequest>

/** Something that a test told the simulator, on the clock of the log. */
export interface Mark {
  readonly at: number
  readonly kind: 'cancelled' | 'signed-out' | 'started'
  /** The id of the pin, or the token; null where the client was started. */
  readonly subject: number | string | null
}

/** A time in which nobody could reach the simulator, on the clock of the log. */
export interface Outage {
  readonly from: number
  to: number | null
}

/** All that the simulator knows. */
export interface State {
  readonly clock: Clock
  options: SimulatorOptions
  readonly pins: Pin[]
  readonly accounts: Account[]
  readonly tokens: Token[]
  readonly devices: Device[]
  readonly faults: PlannedFault[]
  readonly log: LogEntry[]
  readonly marks: Mark[]
  readonly outages: Outage[]
  /** Where redirect faults have pointed to: host and path. */
  readonly redirectTargets: Set<string>
  readonly homeSwitches: number[]
}

/** An empty plex.tv. */
export function createState(options: Partial<SimulatorOptions>): State {
  return {
    clock: createClock(),
    options: { ...defaultOptions, ...options },
    pins: [],
    accounts: [],
    tokens: [],
    devices: [],
    faults: [],
    log: [],
    marks: [],
    outages: [],
    redirectTargets: new Set(),
    homeSwitches: [],
  }
}
