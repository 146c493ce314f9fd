import { ManualClock } from '../clock.fake.ts'
import type { Keychain } from '../vault/port.ts'
import { Failure } from '../failure.ts'
import { createKeyRecords, createMemory, keychainOf, noClipboard } from '../services.fake.ts'
import { createServices } from '../services.ts'
import { byHand } from './by-hand.fake.ts'
import { createWorldPlex } from './world-plex.fake.ts'

const LATENCY_MS = 40
/** Enough milliseconds for the whole keychain queue. */
export const SEALED_MS = 1_000

/**
 * A plex.tv, a keychain and a computer that may crash, on one manual clock. For tests.
 * @param options.chance what comes instead of a random number, from 0 to 1
 */
export function createWorld(options: { readonly pinLifeMs: number; readonly chance?: number }) {
  const { pinLifeMs, chance = 0.5 } = options
  const clock = new ManualClock()
  const plex = createWorldPlex({ clock, pinLifeMs })
  const items = new Map<string, string>()
  const memory = createMemory()
  const keyRecords = createKeyRecords()
  /** The files of programs that have a key in them. */
  const held = new Set<string>()
  const swapped: string[] = []
  const died: string[] = []
  const prompts: number[] = []
  let locked = false
  let absent = false
  /** The keychain asks the person before it hands out or overwrites an item, although it is open. */
  let guarded = false
  let keeps = false
  let refusesKeys = false
  let tokenTakesMs = 0
  let run = 0
  /** Dialogs are left on the screen; else the person says no at once. */
  let patient = false
  let dialogs: Array<(allowed: boolean) => void> = []

  /** Answers after a while, unless the computer has crashed or the request was aborted. */
  const later = <T>(mine: number, answer: () => T, signal?: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      const fail = () => reject(new Failure('connection'))
      signal?.addEventListener('abort', fail)
      clock.at(clock.now() + LATENCY_MS, () => {
        signal?.removeEventListener('abort', fail)
        if (mine !== run) return
        try {
          if (signal?.aborted) return fail()
          resolve(answer())
        } catch (error) {
          reject(error as Error)
        }
      })
    })

  const answering =
    (mine: number) =>
    <T>(answer: () => T, signal: AbortSignal) =>
      later(mine, answer, signal)

  /** Whether the person lets the app at what is there. */
  async function allowed(mine: number): Promise<boolean> {
    prompts.push(clock.now())
    if (!patient) return false
    const yes = await new Promise<boolean>(resolve => dialogs.push(resolve))
    if (mine !== run) await new Promise<never>(() => {})
    if (yes) locked = false
    return yes
  }

  const isShut = (account: string) => (locked || guarded) && items.has(account)

  const keychain = (mine: number): Keychain => ({
    // Like libsecret: where the person refuses, it looks empty, and a locked one stores nothing.
    async getPassword(_service, account) {
      await later(mine, () => {})
      if (account === 'plex-token')
        await new Promise<void>(resolve => clock.at(clock.now() + tokenTakesMs, resolve))
      if (isShut(account) && !(await allowed(mine))) return null
      return items.get(account) ?? null
    },
    async setPassword(_service, account, password) {
      await later(mine, () => {})
      if (refusesKeys && account.startsWith('key:')) throw new Error('No space is left')
      if ((locked || isShut(account)) && !(await allowed(mine))) {
        if (locked) throw new Error('Cannot create an item in a locked collection')
        return
      }
      items.set(account, password)
    },
    deletePassword: (_service, account) =>
      later(mine, () => {
        if (keeps && account === 'plex-token') throw new Error('The item cannot be deleted')
        return !isShut(account) && items.delete(account)
      }),
    findCredentials: () => later(mine, () => []),
  })

  function boot() {
    const mine = ++run
    keyRecords.reopen()
    const services = createServices({
      clock,
      random: () => chance,
      api: plex.api(answering(mine)),
      apiFor: ({ identifier }) => plex.api(answering(mine), identifier),
      keyRecords: { ...keyRecords, set: next => mine === run && keyRecords.set(next) },
      clipboard: noClipboard,
      clean: async ({ files }, instead) =>
        files.filter(path => held.delete(path) && (instead === undefined || swapped.push(path))),
      keychain: keychainOf({
        open: () => keychain(mine),
        mood: () => (absent ? 'absent' : locked ? 'locked' : guarded ? 'guarded' : 'ready'),
        items,
      }),
      memory,
      isOnline: () => true,
      keyDied: name => void died.push(name),
    })
    services.launch({ byHand: true })
    return services
  }

  let app = boot()

  /** A code that was not on screen long enough to be stored has not been typed by anybody, and never will be. */
  function forgetUnsealed(since: number) {
    const sealed = items.get('unfinished') ?? ''
    for (const pin of plex.pins)
      if (pin.token === null && pin.issuedAt >= since && !sealed.includes(`"${pin.code}"`))
        pin.endsAt = -Infinity
  }

  return {
    ...plex,
    services: () => app,
    clock,
    items,
    /** Each time the person was asked for the password of the keychain. */
    prompts,
    signIn: () => byHand(app.signIn),
    servers: () => app.servers,
    keys: () => app.keys,
    keyRecords,
    held,
    /** Those in which another key took its place. */
    swapped,
    /** The name of each key that the person was told the end of. */
    died,
    revoker: () => app.revoker,
    unfinished: () => app.unfinished,
    /** Whether the keychain holds no token that is over. */
    isClear: () => app.vault.isClear(),
    remembered: memory.get,
    setLocked: (value: boolean) => void (locked = value),
    /** Whether this computer has no keychain. */
    setAbsent: (value: boolean) => void (absent = value),
    setGuarded: (value: boolean) => void (guarded = value),
    /** Whether dialogs are left on the screen until they are answered. */
    setPatient: (value: boolean) => void (patient = value),
    /** The person answers the dialogs that are on the screen. */
    answer(yes: boolean) {
      for (const answered of dialogs.splice(0)) answered(yes)
    },
    dialogs: () => dialogs.length,
    isLocked: () => locked,
    /** How much longer the keychain takes to hand out the token than anything else. */
    setTokenTakesMs: (ms: number) => void (tokenTakesMs = ms),
    /** Whether the keychain has no room for keys. */
    setRefusingKeys: (value: boolean) => void (refusesKeys = value),
    /** Whether the keychain lets nobody delete the token. */
    setKeeping: (value: boolean) => void (keeps = value),
    /** The computer sleeps, and plex.tv does not. */
    sleep(ms: number) {
      clock.setCalendar(ms)
      for (const pin of plex.pins) pin.endsAt -= ms
      app.woke(ms)
    },
    /** Like the companion's `dispose`; a new process starts after a second, or so many milliseconds. */
    async quit(pauseMs = 1_000) {
      let over = false
      const began = clock.now()
      void app.dispose().then(() => void (over = true))
      while (!over) await clock.advance(10)
      run++
      dialogs = []
      forgetUnsealed(began - SEALED_MS)
      await clock.advance(pauseMs)
      app = boot()
      await clock.advance(500)
    },
    /** The process is gone with everything in memory and under way; a new one starts. */
    crash() {
      forgetUnsealed(-Infinity)
      void app.dispose()
      dialogs = []
      app = boot()
    },
  }
}
