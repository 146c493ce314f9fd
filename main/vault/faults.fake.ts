import { ManualClock } from '../clock.fake.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import { ada } from '../../common/samples.fake.ts'
import type { Keychain } from './port.ts'
import { createKeyRecords, createMemory, keychainOf, noClipboard } from '../services.fake.ts'
import { createServices } from '../services.ts'
import { byHand } from '../sign-in/by-hand.fake.ts'
import { stage } from '../sign-in/state.ts'
import type { Mood } from '../services.fake.ts'
import { ACCOUNT } from './token-vault.ts'

/**
 * `throws`, `rejects`: at once. `hangs`: it answers nothing until the fault is over. `asks`: the person is asked, and
 * says yes when the fault is over; `asked-late`: after 20 s. `slow`: within the five seconds that nobody notices.
 * `locked`: the person says no; `guarded`: the same, for an item in an open keyring. `untold`: locked, on macOS or
 * Windows. `lies`: says that it stores what it does not. `garbage`, `deleted`, `replaced`: somebody else changed
 * the item; nothing is wrong with the keychain.
 */
export const faults = {
  throws: 'ready',
  rejects: 'ready',
  hangs: 'silent',
  asks: 'locked',
  'asked-late': 'locked',
  slow: 'ready',
  locked: 'locked',
  guarded: 'guarded',
  untold: 'unknown',
  lies: 'ready',
  garbage: 'ready',
  deleted: 'ready',
  replaced: 'ready',
} as const satisfies Record<string, Mood>

export type Fault = keyof typeof faults

export const HELD = 'sentinel-token-of-plex-tv'
export const REPLACED = 'replaced-token-of-plex-tv'
const GARBAGE = '\u0000\u001b[2J'

const waits: Partial<Record<Fault, number>> = { slow: 4_900, 'asked-late': 20_000 }
const shut: readonly (Fault | null)[] = ['locked', 'guarded']

/** The whole sign-in over a Secret Service with one thing wrong with it. For tests. */
export function createFaultyWorld() {
  const clock = new ManualClock()
  const items = new Map<string, string>()
  const alive = new Set([HELD, REPLACED])
  const sent: string[] = []
  const memory = createMemory()
  let fault: Fault | null = null
  let approved = false
  let prompts = 0
  const hanging: Array<() => void> = []

  async function call<T>(whileShut: () => T, work: () => T): Promise<T> {
    if (fault !== null && faults[fault] !== 'ready') prompts++
    if (fault === 'hangs' || fault === 'asks') await new Promise<void>(resolve => hanging.push(resolve))
    const wait = fault === null ? undefined : waits[fault]
    if (wait !== undefined) await new Promise<void>(resolve => clock.at(clock.now() + wait, resolve))
    if (fault === 'asked-late') fault = null
    if (fault === 'untold') throw new Error('The user name or passphrase you entered is not correct.')
    return shut.includes(fault) ? whileShut() : work()
  }
  function refuse(): never {
    throw new Error('Cannot create an item in a locked collection')
  }
  const broken = (): Promise<never> => {
    if (fault === 'throws') throw new Error('The bus went away')
    return Promise.reject(new Error('The bus went away'))
  }
  const isBroken = () => fault === 'throws' || fault === 'rejects'
  const keychain: Keychain = {
    getPassword: (_service, account) => {
      const get = () => items.get(account) ?? null
      return isBroken() ? broken() : call<string | null>(() => null, get)
    },
    setPassword: (_service, account, text) =>
      isBroken() ? broken() : call<void>(refuse, () => void (fault === 'lies' || items.set(account, text))),
    findCredentials: async () => [],
    deletePassword: (_service, account) => {
      const remove = () => items.delete(account)
      return isBroken() ? broken() : call(() => false, remove)
    },
  }

  const mood = (): Mood => (fault === null ? 'ready' : faults[fault])
  const told = (token: Secret) => {
    sent.push(token.reveal())
    if (!alive.has(token.reveal())) throw new Failure('refused')
  }
  const api = {
    issue: async () => ({ pin: { id: 7, code: 'AB12' }, lifeMs: 900_000 }),
    check: async () =>
      approved
        ? ({ kind: 'claimed', token: new Secret(HELD) } as const)
        : ({ kind: 'pending', lifeMs: 900_000 } as const),
    account: async (token: Secret) => {
      told(token)
      return ada
    },
    revoke: async (token: Secret) => {
      told(token)
      alive.delete(token.reveal())
    },
    servers: async () => [],
    devices: async () => [],
    link: async () => {},
    serverAccess: async () => undefined,
    serverWays: async () => new Map(),
  }

  function boot() {
    const services = createServices({
      clock,
      random: () => 0.5,
      api,
      apiFor: () => api,
      keyRecords: createKeyRecords(),
      clipboard: noClipboard,
      keychain: keychainOf({ open: () => keychain, mood, items }),
      memory,
      isOnline: () => true,
    })
    services.launch({ byHand: true })
    return services
  }

  let app = boot()

  return {
    clock,
    items,
    alive,
    sent,
    signIn: () => byHand(app.signIn),
    /** Starts the computer with this in the keychain, and remembered to be there. */
    restart(stored: string | null = items.get(ACCOUNT) ?? null) {
      void app.signIn.dispose()
      if (stored !== null) {
        items.set(ACCOUNT, stored)
        memory.set({ tokenStored: 'yes' })
      }
      app = boot()
    },
    /** The state, and where it says that its token is. */
    state() {
      const now = stage(app.signIn.state())
      const problem = 'problem' in now ? now.problem : null
      return [now.kind, ...('kept' in now ? [now.kept] : []), ...(problem === null ? [] : [problem])].join(
        ' ',
      )
    },
    /** The owners of a token: the keychain, the sign-in's memory, or an owed revocation. */
    async owners(token: string) {
      const now = stage(app.signIn.state())
      const held =
        now.kind === 'signed-in' && now.kept !== 'keychain'
          ? await app.vault.read({ silently: true }).catch(() => undefined)
          : undefined
      return [
        ...(items.get(ACCOUNT) === token ? ['keychain'] : []),
        ...(held?.token.reveal() === token ? ['memory'] : []),
        ...(app.unfinished.get().owed.some(owed => owed.token.reveal() === token) ? ['owed'] : []),
      ]
    },
    /** How often somebody was asked for the password of a locked keychain. */
    prompts: () => prompts,
    approve: () => void (approved = true),
    begin(next: Fault) {
      fault = next
      if (next === 'deleted') items.delete(ACCOUNT)
      if (!items.has(ACCOUNT)) return
      if (next === 'garbage') items.set(ACCOUNT, GARBAGE)
      if (next === 'replaced') items.set(ACCOUNT, REPLACED)
    },
    async end() {
      fault = null
      for (const go of hanging.splice(0)) go()
      await clock.advance(120_000)
    },
  }
}
