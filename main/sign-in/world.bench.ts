import { ManualClock } from '../clock.manual.ts'
import type { Keychain } from '../vault/port.ts'
import { Failure } from '../failure.ts'
import { createMemory, keychainOf } from '../services.bench.ts'
import { createServices } from '../services.ts'
import { createWorldPlex } from './world-plex.bench.ts'

const LATENCY_MS = 40
/** Milliseconds that are enough for all that is in the keychain's queue. */
export const SEALED_MS = 1_000

/** A plex.tv, a keychain and a computer that may crash, on one manual clock. For tests. */
export function createWorld({ pinLifeMs }: { readonly pinLifeMs: number }) {
  const clock = new ManualClock()
  const plex = createWorldPlex({ clock, pinLifeMs })
  const items = new Map<string, string>()
  const memory = createMemory()
  const prompts: number[] = []
  let locked = false
  let run = 0

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

  const keychain = (mine: number): Keychain => ({
    // As libsecret does: what is locked asks for its password, looks empty, and takes nothing.
    getPassword: (_service, account) =>
      later(mine, () => {
        if (locked && items.has(account)) prompts.push(clock.now())
        return locked ? null : (items.get(account) ?? null)
      }),
    setPassword: (_service, account, password) =>
      later(mine, () => {
        if (locked) prompts.push(clock.now())
        if (locked) throw new Error('Cannot create an item in a locked collection')
        items.set(account, password)
      }),
    deletePassword: (_service, account) => later(mine, () => !locked && items.delete(account)),
  })

  function boot() {
    const mine = ++run
    const services = createServices({
      clock,
      api: plex.api((answer, signal) => later(mine, answer, signal)),
      keychain: keychainOf({ open: () => keychain(mine), mood: () => (locked ? 'locked' : 'ready'), items }),
      memory,
      isOnline: () => true,
    })
    services.launch()
    return services
  }

  let app = boot()

  /** A code that was on screen for less time than it takes to seal it was typed by nobody, and never will be. */
  function forgetUnsealed(since: number) {
    const sealed = items.get('unfinished') ?? ''
    for (const pin of plex.pins)
      if (pin.token === null && pin.issuedAt >= since && !sealed.includes(`"${pin.code}"`))
        pin.endsAt = -Infinity
  }

  return {
    ...plex,
    clock,
    items,
    /** Each time the person was asked for the password of the keychain. */
    prompts,
    signIn: () => app.signIn,
    servers: () => app.servers,
    revoker: () => app.revoker,
    unfinished: () => app.unfinished,
    remembered: memory.get,
    setLocked: (value: boolean) => void (locked = value),
    isLocked: () => locked,
    /** The computer sleeps, and plex.tv does not. */
    sleep(ms: number) {
      clock.setCalendar(ms)
      for (const pin of plex.pins) pin.endsAt -= ms
      app.woke(ms)
    },
    /** As `dispose` of the companion does it; a new process starts after a second. */
    async quit() {
      let over = false
      const began = clock.now()
      void app.dispose().then(() => void (over = true))
      while (!over) await clock.advance(10)
      run++
      forgetUnsealed(began - SEALED_MS)
      await clock.advance(1_000)
      app = boot()
      await clock.advance(500)
    },
    /** The process is gone, with all that was in memory and on its way; a new one starts. */
    crash() {
      forgetUnsealed(-Infinity)
      void app.dispose()
      app = boot()
    },
  }
}
