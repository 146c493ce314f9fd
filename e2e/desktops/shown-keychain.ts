import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import type { Programs } from './programs.ts'
import type { X11Screen } from './x11-screen.ts'

/** A keychain as its owner has it: what it asks on the screen, and what it holds. */
export interface ShownKeychain {
  /** Whether it asks before it hands out, also while it is open, what another process has stored. */
  readonly guards: boolean
  /** Whether it deletes nothing before a prompt was let go on, even one that asks nobody: then nothing goes in silence. */
  readonly promptsToDelete: boolean
  /** The token that it has saved, as can be seen without its asking anybody; null where there is none. It saves a little later. */
  token(): Promise<string | null>
  lock(): Promise<void>
  isLocked(): Promise<boolean>
  /** Opens it without having been asked to. */
  unlock(): Promise<void>
  /** How many questions of it are on the screen. */
  questions(): Promise<number>
  /** Waits until it asks. */
  asks(): Promise<void>
  /** Says yes to the newest question: types the password, or allows what is asked. */
  agree(): Promise<void>
  /** Closes the newest question. */
  dismiss(): Promise<void>
  /** Ends its program. */
  stop(): Promise<void>
  /** Starts its program once more, locked. */
  start(): Promise<void>
}

export const KEPT = { service: 'Latchkey', account: 'plex-token' } as const

/**
 * Reads the token over the Secret Service, which must be open; null where there is none. It rejects where it could not be read.
 * HAZARD: KWallet (5.103) refuses one session in 256 or so, for the size of a key that libsecret has made for it. Of about
 * as many others nothing can be read: then it seems that there is no token, and who waits for one reads again.
 */
export async function readToken({ run }: Pick<Programs, 'run'>): Promise<string | null> {
  const { service, account } = KEPT
  const lookup = ['secret-tool', 'lookup', 'service', service, 'account', account]
  try {
    return await run(lookup)
  } catch (error) {
    const { code, stderr } = error as { readonly code?: unknown; readonly stderr?: unknown }
    // It says nothing where it found nothing, and ends with the same code as for an error.
    if (code === 1 && stderr === '') return null
    if (/Client public key size is invalid/.test(String(stderr))) return readToken({ run })
    throw error
  }
}

const SLOWEST_DIALOG_MS = 20_000
/** Milliseconds from a key to the end of a question that has heard it. */
const SLOWEST_REACTION_MS = 5_000

/** The questions of a keychain whose windows have these titles. */
export function questionsOn(screen: X11Screen, titles: readonly string[]) {
  const open = async (): Promise<readonly string[]> =>
    (await screen.windows()).map(({ title }) => title).filter(title => titles.includes(title))
  return {
    count: async (): Promise<number> => (await open()).length,
    /** Waits for a question; the title of the newest one. */
    newest: (): Promise<string> =>
      eventually('a question of the keychain', async () => (await open()).at(-1), {
        within: SLOWEST_DIALOG_MS,
        seen: () => screen.windows(),
      }),
    /** Does what answers the newest one, and waits until that is gone: others may come meanwhile. */
    async answer(how: (title: string) => Promise<void>): Promise<void> {
      const title = await this.newest()
      const asked = await screen.identify(title)
      const isGone = async (): Promise<boolean> => !(await screen.isThere(asked))
      // A window is there before it listens: who sees nothing come of it does it once more.
      const isGoneSoon = () =>
        eventually('its end', isGone, { within: SLOWEST_REACTION_MS }).catch(() => false)
      await eventually('the end of a question', async () => (await isGone()) || how(title).then(isGoneSoon), {
        seen: () => screen.windows(),
      })
    },
  }
}

/** GNOME's keyring, whose dialogs the desktop of the tests shows. */
export async function startGnomeKeyring(
  { keychain, keyringPrompt }: Desktop,
  { programs }: X11Screen,
): Promise<ShownKeychain> {
  await keychain.start()
  return {
    guards: false,
    promptsToDelete: false,
    token: () => readToken(programs),
    lock: () => keychain.lock(),
    isLocked: () => keychain.isLocked(),
    unlock: () => keychain.unlock(),
    questions: () => Promise.resolve(keyringPrompt.count()),
    asks: () => keyringPrompt.waitFor(),
    agree: () => keyringPrompt.answer(),
    dismiss: () => keyringPrompt.dismiss(),
    stop: () => keychain.stop(),
    start: () => keychain.start({ locked: true }),
  }
}
