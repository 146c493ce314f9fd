import type { Snapshot } from './contract.ts'
import type { Account, Server, Servers, SignInView } from './sign-in-view.ts'

export const ada: Account = {
  name: 'Ada',
  username: 'ada',
  email: 'ada@example.com',
  plexPass: true,
  membership: 'none',
}

export const attic: Server = {
  id: '9a1f0c',
  name: 'Attic',
  owner: null,
  owned: true,
  online: true,
  version: '1.43.0',
}

export const noServers: Servers = { list: null, refreshing: false, problem: null }

type SignedIn = Extract<SignInView, { kind: 'signed-in' }>

export const signedIn = (over: Partial<SignedIn> = {}): SignedIn => ({
  kind: 'signed-in',
  account: ada,
  kept: 'keychain',
  problem: null,
  checking: false,
  signedInAt: 1_760_000_000_000,
  confirmedAgoMs: 10_800_000,
  checkableInMs: 0,
  servers: { list: [attic], refreshing: false, problem: null },
  ...over,
})

/** One view of every kind and shape that the contract allows. For tests. */
export const views = {
  restoring: { kind: 'restoring' },
  'signed out': { kind: 'signed-out', problem: null, revocation: null },
  'signed out, and Plex does not know yet': { kind: 'signed-out', problem: null, revocation: 'owed' },
  'signed out, and Plex knows': { kind: 'signed-out', problem: null, revocation: 'done' },
  'signed out, and Plex never knew': { kind: 'signed-out', problem: null, revocation: 'given-up' },
  'signed out, with a problem': { kind: 'signed-out', problem: 'expired', revocation: null },
  'requesting a code': { kind: 'requesting-code', trouble: null },
  'requesting a code, in trouble': {
    kind: 'requesting-code',
    trouble: { problem: 'name', retryInMs: 4_000 },
  },
  'awaiting approval': {
    kind: 'awaiting-approval',
    code: 'KYLX',
    qr: { path: 'M0 0h7v1h-7z', modules: 25 },
    remainingMs: 899_000.5,
    lifeMs: 900_000,
    renewals: 0,
    trouble: null,
  },
  'awaiting approval, in trouble': {
    kind: 'awaiting-approval',
    code: 'KYLX',
    qr: { path: 'M0 0h7v1h-7z', modules: 25 },
    remainingMs: 59_000,
    lifeMs: 900_000,
    renewals: 3,
    trouble: { problem: 'offline', retryInMs: 4_000 },
  },
  saving: { kind: 'saving' },
  'signed in, by whom not yet known': signedIn({
    account: null,
    checking: true,
    signedInAt: null,
    confirmedAgoMs: null,
    checkableInMs: 300_000,
    servers: noServers,
  }),
  'signed in': signedIn(),
  'signed in, in memory and with a problem': signedIn({ kept: 'memory', problem: 'service' }),
  'signing out': { kind: 'signing-out' },
} as const satisfies Record<string, SignInView>

export const snapshotOf = (signIn: SignInView): Snapshot => ({
  revision: 7,
  signIn,
  lateClaim: null,
  copiesByHand: 0,
  launchAtLogin: 'off',
  update: null,
  deviceName: 'DESK-01',
  version: '0.1.0',
  sandboxed: true,
  tray: true,
  askingProxy: null,
  unopenedPage: null,
  notice: null,
})
