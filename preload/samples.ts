import type { Snapshot, SignInView } from './contract.ts'

/** One view of every kind and shape that the contract allows. For tests. */
export const views = {
  restoring: { kind: 'restoring' },
  'signed out': { kind: 'signed-out', problem: null, revocation: null },
  'signed out, and Plex does not know yet': { kind: 'signed-out', problem: null, revocation: 'owed' },
  'signed out, and Plex knows': { kind: 'signed-out', problem: null, revocation: 'done' },
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
  'signed in, by whom not yet known': { kind: 'signed-in', account: null, kept: 'keychain', problem: null },
  'signed in': { kind: 'signed-in', account: { name: 'Ada' }, kept: 'keychain', problem: null },
  'signed in, in memory and with a problem': {
    kind: 'signed-in',
    account: { name: 'Ada' },
    kept: 'memory',
    problem: 'service',
  },
  'signing out': { kind: 'signing-out' },
} as const satisfies Record<string, SignInView>

export const snapshotOf = (signIn: SignInView): Snapshot => ({
  revision: 7,
  signIn,
  lateClaim: null,
  launchAtLogin: false,
  deviceName: 'DESK-01',
  version: '0.1.0',
  tray: true,
})
