import type { SessionId } from '../../common/ids.ts'
import { SESSION } from '../../common/samples.fake.ts'
import type { Secret } from '../secret.ts'
import { createKeychainCalls } from './calls.ts'
import { createKeyrings, type Keyrings } from './keyrings.fake.ts'
import type { Replacing, StoredHint, StoredToken, TokenVault } from './port.ts'
import { createTokenVault } from './token-vault.ts'
import { createUnfinished } from './unfinished.ts'
import type { Unfinished } from './unfinished-text.ts'

/** The id of a session that is found without one. */
export const FOUND = 'f0d00000-0000-4000-8000-000000000001' as SessionId

/** Keyrings, and what is remembered of them from run to run, with its history. For tests. */
export function createBench(how: Parameters<typeof createKeyrings>[0] = {}) {
  const world = createKeyrings(how)
  const bench = {
    world,
    hint: 'unknown' as StoredHint,
    /** Whose token was stored last. */
    session: null as SessionId | null,
    hints: [] as StoredHint[],
    mark: null as string | null,
    boot,
    said,
  }

  function remember(hint: StoredHint) {
    bench.hint = hint
    bench.hints.push(hint)
  }

  /** Starts the app. */
  function boot() {
    const { keychain, crash } = world.boot()
    const calls = createKeychainCalls({ clock: world.clock, keychain })
    const parts = { calls, keychain }
    const made = createTokenVault({
      ...parts,
      stored: {
        get: () => ({ hint: bench.hint, session: bench.session }),
        set({ hint, session }: StoredToken) {
          remember(hint)
          bench.session = session
        },
      },
      mark: { get: () => bench.mark, set: mark => void (bench.mark = mark) },
      newSession: () => FOUND,
    })
    /** Writes tokens of one session, unless another is named. */
    const write = (token: Secret, replacing?: Replacing, session = SESSION) =>
      made.write({ session, token }, replacing)
    const unfinished = createUnfinished({
      ...parts,
      hint: { get: () => bench.hint as Exclude<StoredHint, 'given-up'>, set: remember },
    })
    return { ...parts, crash, vault: { ...made, write }, unfinished }
  }

  /** What comes of an operation that the person says this to, each time that they are asked. */
  async function said<T>(yes: boolean, work: Promise<T>): Promise<T> {
    work.catch(() => {})
    for (let times = 0; times < 6; times++) {
      await world.clock.advance(1)
      world.answer(yes)
    }
    return work
  }

  return bench
}

export type Bench = ReturnType<typeof createBench>

/** How often keytar was asked for what, without the texts. */
export const asks = ({ calls }: Pick<Keyrings, 'calls'>) => calls.map(call => call.split(' ')[0])

/** What a vault holds, with its token revealed, since two secrets always look alike. */
export async function found(vault: Pick<TokenVault, 'read'>) {
  const held = await vault.read()
  return held && { token: held.token.reveal(), kept: held.kept }
}

/** Unfinished business with its tokens revealed. */
export const inTheOpen = ({ pins, keyPins, claims, owed }: Unfinished) => ({
  pins,
  ...(keyPins.length === 0 ? {} : { keyPins }),
  claims: claims.map(({ pinId, token }) => ({ pinId, token: token.reveal() })),
  owed: owed.map(({ token, ...debt }) => ({ token: token.reveal(), ...debt })),
})
