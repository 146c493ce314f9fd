import { ada, SESSION } from '../../common/samples.fake.ts'
import { ManualClock } from '../clock.fake.ts'
import { keychainIn, keychainOf } from '../services.fake.ts'
import type { PlexApi } from '../plex/port.ts'
import { Secret } from '../secret.ts'
import type { TokenVault } from '../vault/port.ts'
import { createKeychainCalls } from '../vault/calls.ts'
import { createUnfinished } from '../vault/unfinished.ts'
import { byHand } from './by-hand.fake.ts'
import { createSignIn } from './service.ts'

type Given = Partial<Omit<Parameters<typeof createSignIn>[0], 'api' | 'vault' | 'clock' | 'unfinished'>> & {
  /** Called with the name of each question to plex.tv and each change to the vault. */
  readonly asked?: (name: string) => void
  readonly api?: Partial<Pick<PlexApi, 'issue' | 'check' | 'account'>>
  readonly vault?: Partial<TokenVault>
}

/** A sign-in with a plex.tv and a vault that do as they are asked, except for what is given. For tests. */
export function createLoneSignIn({ asked = () => {}, api = {}, vault = {}, ...rest }: Given = {}) {
  const clock = new ManualClock()
  const items = new Map<string, string>()
  const owed: string[] = []
  let held: Secret | undefined

  const keychain = keychainOf({
    open: () => keychainIn(items),
    mood: () => 'ready',
    items,
  })

  const pending: PlexApi['check'] = async () => ({ kind: 'pending', lifeMs: 900_000 - clock.now() })

  const told = <A extends unknown[], R>(name: string, call: (...given: A) => R) => {
    return (...given: A): R => {
      asked(name)
      return call(...given)
    }
  }

  const signIn = byHand(
    createSignIn({
      clock,
      random: () => 0.5,
      owe: async token => void owed.push(token.reveal()),
      isSafe: async () => true,
      isOver: token => owed.includes(token.reveal()),
      ...rest,
      unfinished: createUnfinished({
        calls: createKeychainCalls({ clock, keychain }),
        keychain,
        hint: { get: () => 'unknown', set: () => {} },
      }),
      api: {
        issue: told('issue', api.issue ?? (async () => ({ pin: { id: 7, code: 'AB12' }, lifeMs: 900_000 }))),
        check: told('check', api.check ?? pending),
        account: told('account', api.account ?? (async () => ada)),
      },
      vault: {
        clear: async () => {},
        held: () => held,
        giveUp() {},
        isClear: () => true,
        isGivenUp: () => false,
        reach: async () => 'open',
        ...vault,
        read: async how => {
          const read = vault.read ?? (async () => held && { session: SESSION, token: held, kept: 'keychain' })
          const found = await read(how)
          held = found?.token ?? held
          return found
        },
        write: told('write', vault.write ?? (async ({ token }) => ((held = token), 'keychain'))),
        erase: told('erase', vault.erase ?? (async () => void (held = undefined))),
        keep: told('keep', vault.keep ?? (async () => 'keychain')),
      },
    }),
  )
  return { clock, items, owed, signIn }
}

/** What a vault with a token reads. */
export const stored = {
  session: SESSION,
  token: new Secret('sentinel-token-of-plex-tv'),
  kept: 'keychain',
} as const
