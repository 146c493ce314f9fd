import { ManualClock } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import { ada } from '../../common/samples.ts'
import type { Keychain } from './port.ts'
import { createMemory, keychainOf } from '../services.bench.ts'
import { createServices } from '../services.ts'
import { ACCOUNT } from './keychain.ts'
import type { Mood } from './mood.ts'

/**
 * `throws`, `rejects`: at once. `hangs`: until it is over. `slow`: just within the five seconds; `late`: after them.
 * `locked`: looks empty and takes nothing; `silent`: the same, and nobody can tell.
 * `lies`: says that it takes what it does not. `garbage`, `deleted`, `replaced`: what somebody else has done to the item. Nothing is wrong with the keychain.
 */
export const faults = {
  throws: 'unknown',
  rejects: 'unknown',
  hangs: 'unknown',
  slow: 'unknown',
  late: 'unknown',
  locked: 'locked',
  silent: 'unknown',
  lies: 'ready',
  garbage: 'ready',
  deleted: 'ready',
  replaced: 'ready',
} as const satisfies Record<string, Mood>

export type Fault = keyof typeof faults

export const HELD = 'sentinel-token-of-plex-tv'
export const REPLACED = 'replaced-token-of-plex-tv'
const GARBAGE = '\u0000\u001b[2J'

const waits: Partial<Record<Fault, number>> = { slow: 4_900, late: 5_100 }

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
    if (fault === 'locked') prompts++
    if (fault === 'hangs') await new Promise<void>(resolve => hanging.push(resolve))
    const wait = fault === null ? undefined : waits[fault]
    if (wait !== undefined) await new Promise<void>(resolve => clock.at(clock.now() + wait, resolve))
    return fault === 'locked' || fault === 'silent' ? whileShut() : work()
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
  }

  function boot() {
    const services = createServices({
      clock,
      random: () => 0.5,
      api,
      keychain: keychainOf({ open: () => keychain, mood, items }),
      memory,
      isOnline: () => true,
    })
    services.launch()
    return services
  }

  let app = boot()

  return {
    clock,
    items,
    alive,
    sent,
    signIn: () => app.signIn,
    /** The computer starts with this in the keychain, and known to be there. */
    restart(stored: string | null = items.get(ACCOUNT) ?? null) {
      void app.signIn.dispose()
      if (stored !== null) {
        items.set(ACCOUNT, stored)
        memory.set({ tokenStored: 'yes' })
      }
      app = boot()
    },
    /** The state, and where its token is said to be. */
    state() {
      const { phase } = app.signIn.state()
      const problem = 'problem' in phase ? phase.problem : null
      return [
        phase.kind,
        ...('kept' in phase ? [phase.kept] : []),
        ...(problem === null ? [] : [problem]),
      ].join(' ')
    },
    /** Who answers for a token: the keychain, the memory of the sign-in, or a revocation that is owed. */
    async owners(token: string) {
      const { phase } = app.signIn.state()
      const held =
        phase.kind === 'signed-in' && phase.kept !== 'keychain' ? await app.vault.read() : undefined
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
