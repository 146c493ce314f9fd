import type { AskingProgram } from './asking-program.ts'
import type { Snapshot } from './contract.ts'
import type { KeyId, QuestionId, SessionId } from './ids.ts'
import type { Keys, KeyView } from './keys.ts'
import { preferencesIn } from './preferences.ts'
import { keychainTroubles } from './problems.ts'
import type { Question } from './question.ts'
import type { Account, Lives, Server, Servers, SignInView } from './sign-in-view.ts'

export const SESSION = '5e551011-0000-4000-8000-000000000001' as SessionId
export const QUESTION = '9e571011-0000-4000-8000-000000000001' as QuestionId

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

export const KEY = '4e700000-0000-4000-8000-000000000001' as KeyId

export const noKeys: Keys = { list: [], making: null, failed: null, clipboardClearsInMs: null }

export const aKey = (over: Partial<KeyView> = {}): KeyView => ({
  id: KEY,
  name: 'Kometa on the NAS',
  preset: 'kometa',
  server: null,
  madeAt: 1_760_000_000_000,
  lent: null,
  programs: [],
  files: [],
  emptied: [],
  state: 'alive',
  problem: null,
  kept: 'keychain',
  diedAt: null,
  ofAnother: null,
  ...over,
})

/** Keys in every state, one that is being made and one that could not be. */
export const everyKey: Keys = {
  list: (['dead', 'missing', 'alive', 'unconfirmed', 'leaving'] as const).map((state, number) =>
    aKey({
      id: `4e700000-0000-4000-8000-00000000001${number}` as KeyId,
      name: `Program ${number}`,
      state,
      lent: state === 'alive' ? { at: 1_760_000_000_000, how: 'copied', program: null } : null,
    }),
  ),
  making: null,
  failed: null,
  clipboardClearsInMs: null,
}

export const noServers: Servers = { list: null, refreshing: false, problem: null }

type SignedIn = Extract<SignInView, { kind: 'signed-in' }>

export const signedIn = (over: Partial<SignedIn> = {}): SignedIn => ({
  kind: 'signed-in',
  id: SESSION,
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
  saving: { kind: 'saving', id: SESSION },
  'signed in, by whom not yet known': signedIn({
    account: null,
    checking: true,
    signedInAt: null,
    confirmedAgoMs: null,
    checkableInMs: 300_000,
    servers: noServers,
  }),
  'signed in': signedIn(),
  'signed in, in memory and with a problem': signedIn({ kept: 'keychain-locked', problem: 'service' }),
  'signing out': { kind: 'signing-out', id: SESSION },
} as const satisfies Record<string, SignInView>

/** What a snapshot tells of where the person stands. */
export function livesOf(view: SignInView): Lives {
  const lives: Lives = { attempt: null, session: null, ended: null, shutOut: null, revocation: null }
  switch (view.kind) {
    case 'signed-out': {
      const { problem, revocation } = view
      const shutOut = keychainTroubles.find(trouble => trouble === problem) ?? null
      return { ...lives, ended: problem, shutOut, revocation }
    }
    case 'requesting-code':
    case 'awaiting-approval':
      return { ...lives, attempt: view }
    default:
      return { ...lives, session: view }
  }
}

export const lateClaimOf = (name: string | null, id = QUESTION): Question => ({
  kind: 'late-claim',
  id,
  account: name === null ? null : { name },
})

export const askingOf = (over: Partial<AskingProgram> = {}): AskingProgram => ({
  id: QUESTION,
  name: 'Kometa',
  isNew: true,
  program: { path: '/opt/kometa/kometa.py', command: 'python3 /opt/kometa/kometa.py --run' },
  since: null,
  chain: ['bash', 'konsole'],
  others: [],
  server: null,
  preset: null,
  file: null,
  unlasting: null,
  momentary: true,
  watched: true,
  ...over,
})

export const snapshotOf = (view: SignInView): Snapshot => ({
  revision: 7,
  ...livesOf(view),
  keys: noKeys,
  question: null,
  access: { asking: null, silentForMs: null },
  copiesByHand: 0,
  launchAtLogin: 'off',
  preferences: preferencesIn({}),
  contrastAsked: false,
  languages: ['ar', 'de', 'en'],
  update: null,
  deviceName: 'DESK-01',
  version: '0.1.0',
  sandboxed: true,
  tray: true,
  settingsAsked: 0,
  keysAsked: 0,
  askingKeychain: null,
  askingProxy: null,
  unopenedPage: null,
  notice: null,
})
