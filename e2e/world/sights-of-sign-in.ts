import type { Snapshot } from '../../common/contract.ts'
import { qrPath } from '../../common/qr-path.ts'
import { lateClaimOf, signedIn, snapshotOf } from '../../common/samples.fake.ts'
import type { Problem, Server, ViewOf } from '../../common/sign-in-view.ts'
import { linkPage } from '../../main/plex/links.ts'
import { createDoctor, type Looks } from '../../main/access/doctor/doctor.ts'
import { NOW, type Sights } from './sight.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const code = 'KYLX'

const waiting = (over: Partial<ViewOf<'awaiting-approval'>> = {}): ViewOf<'awaiting-approval'> => ({
  kind: 'awaiting-approval',
  code,
  qr: qrPath(linkPage(code)),
  remainingMs: 14 * minute - 18_000,
  lifeMs: 15 * minute,
  renewals: 0,
  trouble: null,
  ...over,
})

const signedOut = (problem: Problem | null): Snapshot =>
  snapshotOf({ kind: 'signed-out', problem, revocation: null })

const server = (name: string, over: Partial<Server> = {}): Server => ({
  id: name.replaceAll(/[^A-Za-z]/g, ''),
  name,
  owner: null,
  owned: true,
  online: true,
  version: '1.43.0',
  ...over,
})

const servers: readonly Server[] = [
  server('Attic'),
  server('Old box', { online: false, version: '1.25.9' }),
  server('Grace’s films', { owner: 'Grace', owned: false }),
]

const moreServers: readonly Server[] = [
  ...servers.slice(0, 2),
  ...['Cellar', 'Garage', 'Nursery', 'Studio'].map(name => server(name)),
  ...['Films אָלֶף', 'خادم المنزل', 'Server in the cupboard under the stairs'].map((name, index) =>
    server(name, { id: `shared-${index}`, owner: 'Grace', owned: false, online: index !== 1 }),
  ),
  ...Array.from({ length: 6 }, (_none, index) => server(`Room ${index + 1}`, { id: `room-${index}` })),
]

/** Somebody is signed in, with some servers. */
export const home = (over: Parameters<typeof signedIn>[0] = {}): Snapshot =>
  snapshotOf(
    signedIn({
      signedInAt: NOW - 12 * day,
      confirmedAgoMs: 25 * minute,
      servers: { list: [...servers], refreshing: false, problem: null },
      ...over,
    }),
  )

const looks: Looks = {
  program: () => ({
    version: '0.1.0',
    electron: '45.5.0',
    chrome: '142',
    node: '22.20.0',
    system: 'Linux\u00a06.1',
  }),
  isSandboxed: () => true,
  bus: async () => 'there',
  tray: async () => 'no-watcher',
  keychain: async () => 'locked',
  isSignedIn: () => false,
  login: () => 'on',
  folder: '/home/ada/.config/Latchkey',
  files: async () => [{ name: 'memory.json', state: 'well' }],
  way: async () => ({
    proxy: null,
    asking: null,
    isNameKnown: true,
    problem: 'connection',
    status: null,
    isPlex: false,
    issuer: null,
    aheadMs: null,
  }),
  keys: () => ['alive', 'alive', 'dead'],
  devices: async () => null,
}

const never = { now: () => 0, at: () => () => {} }

/** The way to a sign-in, and what it comes to. */
export const sightsOfSignIn = {
  'signed-out': { told: signedOut(null) },
  'getting-a-code': { told: snapshotOf({ kind: 'requesting-code', trouble: null }) },
  code: { told: snapshotOf(waiting()) },
  'last-minute': { told: snapshotOf(waiting({ remainingMs: 42_000, renewals: 1 })) },
  'trouble-while-waiting': {
    told: snapshotOf(waiting({ trouble: { problem: 'service', retryInMs: 4_000 } })),
  },
  expired: { told: signedOut('expired') },
  'late-approval': { told: { ...signedOut(null), question: lateClaimOf('Ada Lovelace') } },
  'keychain-locked': { told: signedOut('keychain-locked') },
  'keychain-missing': { told: signedOut('keychain-missing') },
  'home-unconfirmed': { told: home({ problem: 'connection', confirmedAgoMs: 3 * hour }) },
  'update-to-have': { told: { ...home(), update: { version: '0.2.0', stage: 'available' } } },
  servers: {
    told: home({ servers: { list: [...moreServers], refreshing: false, problem: null } }),
    reach: ({ press }) => press('[data-testid=open-servers]'),
  },
  settings: { told: signedOut(null), reach: ({ press }) => press('[data-testid=open-settings]') },
  doctor: {
    told: signedOut(null),
    examined: async text => {
      const doctor = createDoctor({ text, clock: never, looks, report: () => {} })
      return { ...(await doctor.examine()), report: 'Latchkey 0.1.0' }
    },
    async reach({ press, sees }) {
      await press('[data-testid=open-settings]')
      await press('[data-testid=open-doctor]')
      await sees('[data-testid=doctor][aria-busy=false]')
    },
  },
} as const satisfies Sights
