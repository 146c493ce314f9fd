import type { Snapshot, SignInView } from './contract.ts'

/** One view of every kind and shape that the contract allows. For tests. */
export const views = {
  restoring: { kind: 'restoring' },
  'signed out': { kind: 'signed-out', problem: null },
  'signed out, with a problem': { kind: 'signed-out', problem: 'expired' },
  'requesting a code': { kind: 'requesting-code' },
  'awaiting approval': {
    kind: 'awaiting-approval',
    code: 'KYLX',
    qr: { path: 'M0 0h7v1h-7z', modules: 25 },
    remainingMs: 899_000.5,
    lifeMs: 900_000,
    trouble: null,
  },
  'awaiting approval, in trouble': {
    kind: 'awaiting-approval',
    code: 'KYLX',
    qr: { path: 'M0 0h7v1h-7z', modules: 25 },
    remainingMs: 59_000,
    lifeMs: 900_000,
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
  launchAtLogin: false,
  deviceName: 'DESK-01',
  version: '0.1.0',
})
