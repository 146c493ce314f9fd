import { createRevoker } from './account/revoker.ts'
import { createServers } from './account/servers.ts'
import { createSessionRecord } from './account/session-record.ts'
import type { Clock } from './clock.ts'
import { createNetworkWatch } from './network.ts'
import type { PlexApi } from './plex/port.ts'
import type { Settings } from './settings/settings.ts'
import { createSignIn } from './sign-in/service.ts'
import { missesNetwork } from './sign-in/view.ts'
import { createKeychainCalls } from './vault/calls.ts'
import { createKeychainVault } from './vault/keychain.ts'
import type { SystemKeychain } from './vault/port.ts'
import { believedWhenSeen } from './vault/seen.ts'
import { createUnfinished } from './vault/unfinished.ts'
import { createKeychainWatch } from './vault/watch.ts'

/** What is remembered of the sign-in beside its secrets. */
export type Remembered = Pick<Settings, 'tokenStored' | 'unfinishedStored' | 'signedInAt' | 'confirmedAt'>

interface Ports {
  readonly clock: Clock
  /** From 0 to 1. */
  readonly random?: () => number
  readonly api: PlexApi
  readonly keychain: SystemKeychain
  readonly memory: { get(): Remembered; set(change: Partial<Remembered>): void }
  /** Whether the computer has a network. */
  readonly isOnline: () => boolean
  /** Told when a revocation was owed for too long. */
  readonly givenUp?: () => void
  /** Told of every change and error, for the log. */
  readonly observe?: (what: string, problem?: unknown) => void
}

export type Services = ReturnType<typeof createServices>

/** Everything below the tray and the window, without Electron: the sign-in over plex.tv and the keychain. */
export function createServices(ports: Ports) {
  const { clock, random = Math.random, api, keychain, memory, isOnline } = ports
  const { givenUp = () => {}, observe = () => {} } = ports
  const { mood, isOpen } = keychain
  const calls = createKeychainCalls({
    clock,
    open: async () => believedWhenSeen(await keychain.open(), keychain.isThere),
    whyLate: keychain.whyLate,
  })
  const vault = createKeychainVault({
    calls,
    isOpen,
    mood,
    keptAfterAll: () => signIn.keptAfterAll(),
    hint: { get: () => memory.get().tokenStored, set: tokenStored => memory.set({ tokenStored }) },
  })
  const unfinished = createUnfinished({
    calls,
    isOpen,
    mood,
    hint: {
      get: () => memory.get().unfinishedStored,
      set: unfinishedStored => memory.set({ unfinishedStored }),
    },
  })
  const revoker = createRevoker({ api, unfinished, clock, givenUp, observe })
  const record = createSessionRecord(memory, clock)
  const signIn = createSignIn({
    api,
    vault,
    unfinished,
    owe: revoker.owe,
    clock,
    random,
    record,
    isKeychainMissing: async () => (await mood()) === 'absent',
    observe,
  })
  const servers = createServers({ api, vault, observe, doubted: signIn.doubted })
  const keychainWatch = createKeychainWatch({
    mood,
    clock,
    wanted: signIn.wantsKeychain,
    opened: signIn.keychainOpened,
  })
  const networkWatch = createNetworkWatch({
    isOnline,
    clock,
    back() {
      signIn.resumed()
      revoker.tryNow()
    },
  })

  function follow() {
    keychainWatch.follow()
    networkWatch.follow(missesNetwork(signIn.state()) || revoker.revocation() === 'owed')
  }
  signIn.subscribe(({ phase }) => {
    servers.follow(phase.kind === 'signed-in' ? phase.account : null)
    follow()
  })
  revoker.subscribe(follow)
  servers.subscribe(follow)

  /** What was asked may be answered for so many milliseconds; whether this process can end then. */
  async function closeKeychain(ms: number): Promise<boolean> {
    const answered = await calls.close(ms)
    return (await keychain.end()) || answered
  }

  return {
    signIn,
    revoker,
    servers,
    record,
    vault,
    unfinished,
    /** Told after each change of what the services say. */
    subscribe(changed: () => void) {
      for (const { subscribe } of [signIn, revoker, servers]) subscribe(changed)
    },
    /** Reads what an earlier run left. */
    launch() {
      unfinished.whenLoaded(() => revoker.tryNow())
      signIn.launched()
    },
    /** The computer woke up after so many milliseconds. */
    woke(sleptMs: number) {
      signIn.resumed(sleptMs)
      revoker.tryNow()
      keychainWatch.hurry()
    },
    /** The person is back at the screen. */
    unlocked() {
      signIn.resumed()
      keychainWatch.hurry()
    },
    /** The way to plex.tv is open, and the person has just seen to that. */
    unblocked() {
      signIn.unblocked()
      servers.unblocked()
      revoker.tryNow()
    },
    closeKeychain,
    /** Finishes what must not be lost; resolves with whether this process can end by itself. */
    async dispose(): Promise<boolean> {
      revoker.dispose()
      servers.dispose()
      keychainWatch.dispose()
      networkWatch.dispose()
      await signIn.dispose()
      return closeKeychain(1_000)
    },
  }
}
