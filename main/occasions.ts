import type { createRevoker } from './account/revoker.ts'
import type { createServers } from './account/servers.ts'
import type { Clock } from './clock.ts'
import type { KeysService } from './keys/service.ts'
import { createNetworkWatch } from './network.ts'
import type { createSignIn } from './sign-in/service.ts'
import { missesNetwork } from './sign-in/view.ts'
import type { KeychainCalls } from './vault/calls.ts'
import { createKeychainWatch } from './vault/watch.ts'

interface Ports {
  readonly clock: Clock
  readonly signIn: ReturnType<typeof createSignIn>
  readonly servers: ReturnType<typeof createServers>
  readonly keys: KeysService
  readonly revoker: ReturnType<typeof createRevoker>
  readonly calls: Pick<KeychainCalls, 'asking'>
  /** Whether the computer has a network. */
  readonly isOnline: () => boolean
}

/** Goes on with what waits when something outside has changed: the keychain, the network, the computer, the proxy. */
export function createOccasions({ clock, signIn, servers, keys, revoker, calls, isOnline }: Ports) {
  const keychainWatch = createKeychainWatch({
    reach: async () => {
      const all = [...(signIn.wantsKeychain() ? [await signIn.reach()] : []), ...(await keys.reach())]
      return (['open', 'untold'] as const).find(reach => all.includes(reach)) ?? 'shut'
    },
    clock,
    wanted: () => signIn.wantsKeychain() || keys.wantsKeychain(),
    asking: calls.asking,
    opened() {
      signIn.keychainOpened()
      keys.keychainOpened()
    },
  })
  const networkWatch = createNetworkWatch({
    isOnline,
    clock,
    back() {
      signIn.resumed()
      keys.resumed()
      revoker.tryNow()
    },
  })

  function follow() {
    keychainWatch.follow()
    networkWatch.follow(missesNetwork(signIn.state()) || revoker.revocation() === 'owed')
  }

  return {
    /** Call this whenever something may have begun or ended to wait. */
    follow,
    /** The computer woke up after `sleptMs` milliseconds. */
    woke: (sleptMs: number) => {
      signIn.resumed(sleptMs)
      keys.woke(sleptMs)
      revoker.tryNow()
      keychainWatch.hurry()
    },
    /** The person is back at the screen. */
    unlocked: () => {
      signIn.resumed()
      keychainWatch.hurry()
    },
    /** The person has just given a proxy its password: the way to plex.tv is open. */
    unblocked: () => {
      signIn.unblocked()
      servers.unblocked()
      keys.resumed()
      revoker.tryNow()
    },
    dispose() {
      keychainWatch.dispose()
      networkWatch.dispose()
    },
  }
}
