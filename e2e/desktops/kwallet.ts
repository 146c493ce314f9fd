import type { ChildProcess } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { end } from './programs.ts'
import { questionsOn, readToken, type ShownKeychain } from './shown-keychain.ts'
import type { X11Screen } from './x11-screen.ts'

const PASSWORD = 'kwallet'
const title = 'KDE Wallet Service'
/** In the window that asks for a new password. */
const PASSWORD_FIELD = { x: 190, y: 115 }
const wallet = {
  destination: 'org.kde.kwalletd5',
  path: '/modules/kwalletd5',
  interface: 'org.kde.KWallet',
} as const
/** What libsecret calls the first one. */
const NAME = 'Default keyring'

interface KWalletSettings {
  /** Asks before it lets programs at a wallet that is open. */
  readonly promptsOnOpen?: boolean
}

export interface KWallet extends ShownKeychain {
  /** Lets in who asks, until the wallet is closed. */
  allow(): Promise<void>
}

const configuration = ({ promptsOnOpen = false }: KWalletSettings): string => `[Wallet]
Enabled=true
First Use=false
Close When Idle=false
Leave Open=true
Prompt on Open=${promptsOnOpen}

[org.freedesktop.secrets]
apiEnabled=true
`

/** Starts KWallet as the Secret Service of the desktop, with an open wallet. */
export async function startKWallet(
  desktop: Desktop,
  screen: X11Screen,
  settings: KWalletSettings = {},
): Promise<KWallet> {
  const { bus } = desktop
  const { programs } = screen
  await mkdir(desktop.configHome, { recursive: true })
  await writeFile(path.join(desktop.configHome, 'kwalletrc'), configuration(settings))
  const questions = questionsOn(screen, [title])
  let running: ChildProcess | null = null

  const isOpen = async (): Promise<boolean> =>
    (await bus.call({ ...wallet, member: 'isOpen', signature: 's', body: [NAME] }))[0] === true
  const typePassword = async (): Promise<void> => {
    await screen.type(title, PASSWORD)
    await screen.press(title, 'Return')
  }
  const keychain: KWallet = {
    guards: false,
    promptsToDelete: false,
    token: () => readToken(programs),
    async lock() {
      await bus.call({ ...wallet, member: 'closeAllWallets' })
      await eventually('a closed wallet', async () => !(await isOpen()))
    },
    isLocked: async () => !(await isOpen()),
    async unlock() {
      const body = [NAME, 0n, 'a wallet manager', true]
      await bus.call({ ...wallet, member: 'openAsync', signature: 'sxsb', body })
      await questions.answer(typePassword)
      await eventually('an open wallet', isOpen)
    },
    questions: questions.count,
    asks: async () => void (await questions.newest()),
    agree: () => questions.answer(typePassword),
    dismiss: () => questions.answer(() => screen.press(title, 'Escape')),
    // "Allow Once" is chosen.
    allow: () => questions.answer(() => screen.press(title, 'Return')),
    async stop() {
      if (running !== null) await end(running)
      running = null
    },
    async start() {
      running = programs.start(['kwalletd5'], { QT_QPA_PLATFORM: 'xcb' })
      await eventually('the Secret Service of KWallet', () =>
        bus.property({
          destination: 'org.freedesktop.secrets',
          path: '/org/freedesktop/secrets',
          interface: 'org.freedesktop.Secret.Service',
          name: 'Collections',
        }),
      )
    },
  }

  /** The first secret brings the questions that make a wallet. */
  async function makeWallet(): Promise<void> {
    const store = "printf x | secret-tool store --label first for 'the test'"
    const begin = () => programs.start(['sh', '-c', store])
    let stored = begin()
    const answer = async (): Promise<void> => {
      const isPassword = (await screen.widthOf(title)) < 400
      if (!isPassword) {
        // The older kind, which takes no key of GPG, and then "Finish".
        await screen.clickIn(title, { x: 109, y: 167 })
        return screen.clickIn(title, { x: 362, y: 336 })
      }
      await screen.clickIn(title, PASSWORD_FIELD)
      for (const key of ['Tab', 'Return']) {
        await screen.press(title, 'ctrl+a')
        await screen.type(title, PASSWORD)
        await screen.press(title, key)
      }
    }
    // Once more where a window took nothing yet. KWallet (5.103) may lose the session that the secret came over: the wallet is
    // there then, and the secret does not matter. Or it refuses the session, and nothing is asked: then the next one is tried.
    await eventually(
      'a new wallet',
      async () => {
        if (stored.exitCode === null) await answer()
        else if (await isOpen()) return true
        else stored = begin()
        return false
      },
      { within: 40_000, every: 500, seen: () => screen.windows() },
    )
  }

  await keychain.start()
  await makeWallet()
  return keychain
}
