import type { Identity, TlsMode } from './certificates.ts'
import type { ConductFinding, ConductRule } from './conduct.ts'
import type { Fault, FaultRoute } from './faults.ts'
import type { SimulatorOptions } from './options.ts'
import type { Account, DeviceRecord, LoggedRequest, PinRecord, TokenRecord } from './records.ts'

/** What names a pin: its code, or a record of it. */
export type PinKey = string | { readonly id: number }

/** plex.tv on loopback, with the levers that a test pulls. */
export interface Simulator {
  /** HTTPS on 127.0.0.1, and on ::1 if asked for. */
  readonly port: number
  /** Plain HTTP on 127.0.0.1 with the pages and the control API alone. */
  readonly httpPort: number | null
  /** The throw-away authority that the client has to trust. */
  readonly caPem: string
  /** What it shows itself with while it is trusted, for a front that a test puts before it. */
  readonly identity: Identity
  /** Every request but those of the control API, oldest first. */
  readonly log: readonly LoggedRequest[]
  /** The requests that followed a redirect, or went where one pointed. */
  readonly redirectSink: readonly LoggedRequest[]
  /** How many connections ended before their TLS handshake did. */
  readonly refusedHandshakes: number
  /** Newest last. */
  pins(): readonly PinRecord[]
  latestPin(): PinRecord | undefined
  accounts(): readonly Account[]
  /** Adds an account. */
  account(over?: Partial<Account>): Account
  /** Approves a pin, by default as Ada Lovelace; returns the token. Throws if the pin has ended or is claimed. */
  claim(pin: PinKey, account?: Account, options?: { token?: string; newRegistration?: boolean }): string
  /** Ends a pin now. */
  expire(pin: PinKey): void
  revoke(token: string): void
  changePassword(account: Account, options: { signOut: boolean }): void
  tokens(): readonly TokenRecord[]
  devices(account: Account): readonly DeviceRecord[]
  /** Moves plex.tv alone, by milliseconds: its client does not know. */
  advance(milliseconds: number): void
  /** Moves plex.tv together with a client whose time is moved too: the log and the rules of conduct go along. */
  pass(milliseconds: number): void
  /** Milliseconds that the `Date` header and the dates of pins are wrong by. */
  setSkew(milliseconds: number): void
  /** From now on real time does not count: only `advance` and `pass` move the clock. Returns what lets it count again. */
  stopTime(): () => void
  /** Plans a fault behind those planned for the same requests; `times` is 1 if not given, Infinity allowed. */
  fault(route: FaultRoute, fault: Fault, times?: number): { clear(): void }
  clearFaults(): void
  /** Shows new connections another certificate, and drops the kept ones. */
  tls(mode: TlsMode): void
  /** Refuses connections, until `resume` takes them again on the same port. */
  pause(): void
  resume(): void
  configure(options: Partial<SimulatorOptions>): void
  /** Says that nobody waits for the pin any more: a read of it from now on is a finding. */
  noteCancelled(pin: PinKey): void
  /** Says that the person signed out in the app: a request with the token from now on is a finding. */
  noteSignedOut(token: string): void
  /** Says that a client is started, which neither polled before nor knows who did. */
  noteStarted(): void
  /** What the client did that it must not; none means well-behaved. */
  conduct(options?: { allow?: readonly ConductRule[] }): readonly ConductFinding[]
  close(): Promise<void>
}
