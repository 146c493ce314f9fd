import type { AskingProgram } from '../../common/asking-program.ts'
import type { AsksView } from '../../common/asks-view.ts'
import type { Snapshot } from '../../common/contract.ts'
import type { KeyId } from '../../common/ids.ts'
import type { KeyView } from '../../common/keys.ts'
import { aKey, askingOf, noKeys } from '../../common/samples.fake.ts'
import { NOW, type Sights } from './sight.ts'
import { home } from './sights-of-sign-in.ts'

const hour = 3_600_000
const day = 24 * hour

const idOf = (number: number) => `4e700000-0000-4000-8000-00000000000${number}` as KeyId

const WEEKLY = '/home/ada/bin/backup.py'
const COPIED = '/home/ada/Downloads/backup.py'

const kometa = aKey({
  id: idOf(1),
  name: 'Kometa on the NAS',
  server: { id: 'Attic', name: 'Attic', owned: true },
  madeAt: NOW - 9 * day,
  lent: { at: NOW - 2 * hour, how: 'copied', program: null },
})

const keys: KeyView[] = [
  aKey({
    id: idOf(2),
    name: 'Tautulli',
    preset: null,
    madeAt: NOW - 40 * day,
    state: 'dead',
    diedAt: NOW - 2 * day,
  }),
  kometa,
  aKey({
    id: idOf(3),
    name: 'backup',
    preset: null,
    madeAt: NOW - 3 * day,
    lent: { at: NOW - 5 * hour, how: 'program', program: WEEKLY },
    programs: [{ path: WEEKLY, allowedAt: NOW - 3 * day, usedAt: NOW - 5 * hour }],
  }),
  aKey({ id: idOf(4), name: 'Home Assistant', preset: null, madeAt: NOW - hour, state: 'unconfirmed' }),
]

const withKeys = (list: KeyView[], more: Partial<Snapshot> = {}): Snapshot => ({
  ...home(),
  keys: { ...noKeys, list },
  ...more,
})

const asksFor = (asking: Partial<AskingProgram>): AsksView => ({
  revision: 0,
  asking: askingOf(asking),
  deviceName: 'DESK-01',
  theme: 'system',
  contrastAsked: false,
  answerableInMs: 0,
})

const weekly = {
  name: 'backup',
  program: { path: WEEKLY, command: `python3 ${WEEKLY} --weekly` },
  since: NOW - 4 * 60_000,
} as const

/** Keys, and the programs that ask for them. */
export const sightsOfKeys = {
  home: { told: withKeys(keys) },
  'account-menu': { told: withKeys(keys), reach: ({ press }) => press('[data-testid=account-menu]') },
  keys: { told: withKeys(keys, { keysAsked: 1 }) },
  'revoking-a-key': {
    told: withKeys(keys, { keysAsked: 1 }),
    reach: ({ press }) => press(`[data-name="${kometa.name}"] [data-testid=revoke-key]`),
  },
  'new-key': { told: withKeys(keys), reach: ({ press }) => press('[data-testid=new-key]') },
  'key-made': {
    told: withKeys([]),
    async reach({ press, tell }) {
      await press('[data-testid=new-key]')
      const { id, name } = kometa
      await tell(withKeys([], { keys: { ...noKeys, making: { id, name, attempt: null, byHand: null } } }))
      await tell(withKeys([{ ...kometa, server: null, madeAt: NOW, lent: null }]))
    },
  },
  'program-asks': {
    told: asksFor({
      ...weekly,
      server: { id: 'Attic', name: 'Attic', owned: true },
      preset: 'python-plexapi',
    }),
  },
  'second-program-asks': {
    told: asksFor({
      name: 'backup',
      isNew: false,
      program: { path: COPIED, command: `python3 ${COPIED}` },
      since: NOW - 26 * hour,
      others: [WEEKLY],
    }),
  },
  'unseen-program-asks': { told: asksFor({ program: null, chain: [], unlasting: 'unseen', watched: false }) },
} as const satisfies Sights
