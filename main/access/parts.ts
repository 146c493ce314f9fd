import type { Clock } from '../clock.ts'
import type { Installation } from '../plex/headers.ts'
import type { Services } from '../services.ts'
import type { Consents } from './consents.ts'
import type { More } from './more.ts'
import type { Until } from './until.ts'
import type { createWhoAsks } from './who-asks.ts'

/** What the answers to commands are made of. */
export interface Parts extends ReturnType<typeof createWhoAsks> {
  readonly clock: Clock
  readonly services: Pick<
    Services,
    'signIn' | 'servers' | 'keys' | 'revoker' | 'record' | 'signOutWithKeys' | 'addressesOfServers'
  >
  readonly installation: Pick<Installation, 'version' | 'deviceName'>
  readonly consents: Pick<Consents, 'ask'>
  readonly until: Until
  /** Whether a window of this app can be seen by anybody now. */
  readonly isSeen: () => Promise<boolean>
  readonly openPage: (address: string) => void
  readonly more: More
  /** Whether the app is about to end: who is sent away then still has what it was given. */
  readonly isQuitting: () => boolean
}
