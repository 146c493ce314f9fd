import type { SessionId } from '../../common/ids.ts'
import { Failure } from '../failure.ts'
import { Secret } from '../secret.ts'
import { isToken } from '../token.ts'
import type { KeychainCalls } from './calls.ts'
import type {
  Asking,
  ItemKeychain,
  Kept,
  Mark,
  Replacing,
  SessionToken,
  StoredHint,
  StoredToken,
  TokenVault,
} from './port.ts'
import { type Change, createSealedItem } from './sealed-item.ts'
import { whyInMemory } from './trouble.ts'

export const ACCOUNT = 'plex-token'

/** Releases before 0.2 put this in the token's place for a moment while it was deleted. */
const NOTHING = 'signed-out'

interface Options {
  readonly calls: Pick<KeychainCalls, 'ask' | 'asking' | 'subscribe' | 'refuse' | 'refusals' | 'questions'>
  readonly keychain: ItemKeychain
  readonly stored: { get(): StoredToken; set(stored: StoredToken): void }
  readonly mark: Mark
  /** Makes the id for a token that was stored without one. */
  readonly newSession: () => SessionId
}

/** One token in the system keychain, and in memory while the keychain does not take it. */
export function createTokenVault({ calls, keychain, stored, mark, newSession }: Options): TokenVault {
  let latest: SessionToken | undefined
  let inMemory: Kept = 'keychain-asking'

  const item = createSealedItem({
    account: ACCOUNT,
    calls,
    keychain,
    mark,
    hint: {
      get: () => stored.get().hint,
      set: hint => stored.set({ hint, session: sessionFor(hint) }),
    },
  })

  function sessionFor(hint: StoredHint): SessionId | null {
    if (hint === 'no') return null
    const { session } = stored.get()
    // What is given up belongs to the session before.
    return hint === 'given-up' ? session : (latest?.session ?? session)
  }

  const inHand = () =>
    item.state().kind === 'keeping' && latest !== undefined ? { ...latest, kept: inMemory } : undefined

  function held(): Secret | undefined {
    const state = item.state()
    return 'text' in state ? tokenIn(state.text) : undefined
  }

  async function keptAfter(change: Promise<void>): Promise<Kept> {
    try {
      await change
    } catch (error) {
      inMemory = whyInMemory(error)
    }
    return item.state().kind === 'keeping' ? inMemory : 'keychain'
  }

  return {
    async read(how) {
      const held = inHand()
      if (held !== undefined) return held
      const { hint } = stored.get()
      const text = await item.read(how)
      // A token that came meanwhile is newer, and a session that ended meanwhile is over.
      if (item.state().kind !== 'found' && item.state().kind !== 'kept') return inHand()
      if (text === NOTHING) {
        await item.erase({ silently: true }).catch(() => {})
        return undefined
      }
      if (text === null && hint === 'unknown') return undefined
      const token = tokenIn(text)
      if (token === undefined) throw new Failure('keychain-emptied')
      const session = stored.get().session ?? newSession()
      if (hint !== 'yes' || session !== stored.get().session) stored.set({ hint: 'yes', session })
      return { session, token, kept: 'keychain' }
    },

    held,

    write(token, replacing, how = {}) {
      latest = token
      inMemory = 'keychain-asking'
      return keptAfter(item.write(token.token.reveal(), changeWith(how, replacing)))
    },

    keep: (how = {}, replacing) => keptAfter(item.settle(changeWith(how, replacing))),

    giveUp: () => item.giveUp(),

    async erase({ silently = false } = {}, replacing) {
      // Nobody is asked to open a keychain that has not even taken the token.
      const quiet = silently || item.state().kind === 'keeping'
      await item.erase(changeWith({ silently: quiet }, replacing)).catch(() => {})
    },

    async clear(replacing) {
      // What the keychain does not let go of stays until the next look.
      await item.clear(changeWith({}, replacing)).catch(() => {})
    },

    isClear: () => item.isClear(),

    isGivenUp: () => item.state().kind === 'erasing',

    reach: () => item.reach(),
  }
}

const tokenIn = (text: string | null): Secret | undefined =>
  isToken(text) && text !== NOTHING ? new Secret(text) : undefined

/** What is not a token needs no owner. */
const changeWith = (how: Asking, replacing: Replacing = async () => {}): Change => ({
  ...how,
  replacing: async text => {
    const token = tokenIn(text)
    if (token !== undefined) await replacing(token)
  },
})
