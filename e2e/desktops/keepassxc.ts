import type { ChildProcess } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { end } from './programs.ts'
import { KEPT, questionsOn, type ShownKeychain } from './shown-keychain.ts'
import type { X11Screen } from './x11-screen.ts'

/** What can be chosen in it. Each is true until somebody chooses otherwise. */
export interface KeePassXCSettings {
  /** Asks before it gives an entry to a program. */
  readonly confirmAccess?: boolean
  /** Asks before it deletes an entry for good. */
  readonly confirmDelete?: boolean
  /** Asks for the password as soon as a program looks for something. */
  readonly unlockBeforeSearch?: boolean
  readonly recycleBin?: boolean
}

export interface KeePassXC extends ShownKeychain {
  /** Denies everything to who asks, now and later. */
  denyAll(): Promise<void>
  /** Tokens in its Recycle Bin. */
  inRecycleBin(): Promise<readonly string[]>
  /** Starts its program once more, without a database. */
  startEmpty(): Promise<void>
  /** Opens the database in the program that runs, and the password with it. */
  openDatabase(): Promise<void>
}

const PASSWORD = 'keepassxc'
const NAME = 'Passwords'
const main = {
  open: `${NAME} - KeePassXC`,
  locked: 'passwords.kdbx [Locked] - KeePassXC',
  empty: 'KeePassXC',
}
const unlocks = 'Unlock Database - KeePassXC'
const allows = 'KeePassXC -  Access Request'
const deletes = 'Delete entry?'

/** Starts KeePassXC as the Secret Service of the desktop, with an open database whose first group is for programs. */
export async function startKeePassXC(
  desktop: Desktop,
  screen: X11Screen,
  settings: KeePassXCSettings = {},
): Promise<KeePassXC> {
  const file = (name: string): string => path.join(desktop.home, name)
  const database = file('passwords.kdbx')
  const { programs } = screen
  await writeFile(file('new.xml'), newDatabase(settings))
  await writeFile(file('keepassxc.ini'), configuration(settings))
  const given = { PASSWORD, DATABASE: database, NEW: file('new.xml') }
  const shell = (script: string): Promise<string> => programs.run(['sh', '-c', script], given)
  await shell(`printf '%s\\n%s\\n' "$PASSWORD" "$PASSWORD" | keepassxc-cli import -p "$NEW" "$DATABASE"`)

  let running: ChildProcess | null = null
  const questions = questionsOn(screen, [unlocks, allows, deletes])
  const isShown = async (title: string): Promise<boolean> =>
    (await screen.windows()).some(window => window.title === title)
  const shows = (title: string): Promise<unknown> =>
    eventually(title, () => isShown(title), {
      within: 20_000,
      seen: () => screen.windows(),
    })
  const typePassword = async (title: string): Promise<void> => {
    // What was typed before, perhaps in part, is still in the field.
    await screen.press(title, 'ctrl+a')
    await screen.type(title, PASSWORD)
    await screen.press(title, 'Return')
  }
  const entries = async (where: 'in use' | 'bin'): Promise<readonly string[]> => {
    const exported = await shell(`printf '%s\\n' "$PASSWORD" | keepassxc-cli export -q "$DATABASE"`)
    return readTokens(exported, where)
  }

  const files = ['--config', file('keepassxc.ini'), '--localconfig', file('keepassxc-local.ini')]
  const run = (...given: readonly string[]): ChildProcess =>
    programs.start(['keepassxc', ...files, ...given], { QT_QPA_PLATFORM: 'xcb' })

  const keychain: KeePassXC = {
    guards: settings.confirmAccess !== false,
    promptsToDelete: true,
    token: async () => (await entries('in use')).at(-1) ?? null,
    inRecycleBin: () => entries('bin'),
    async lock() {
      // Its title changes for the moment in which something is not saved yet.
      await eventually('a locked database', async () => {
        if (await isShown(main.open)) await screen.press(main.open, 'ctrl+l')
        return isShown(main.locked)
      })
    },
    isLocked: () => isShown(main.locked),
    async unlock() {
      await typePassword(main.locked)
      await shows(main.open)
    },
    questions: questions.count,
    asks: async () => void (await questions.newest()),
    agree: () =>
      questions.answer(async title => {
        if (title === unlocks) await typePassword(title)
        // The button that deletes is beside the chosen one, which does not.
        else if (title === deletes) await screen.press(title, 'Tab', 'Return')
        else await screen.press(title, 'Return')
      }),
    dismiss: () => questions.answer(title => screen.press(title, 'Escape')),
    denyAll: () =>
      questions.answer(async title =>
        // "Deny All & Future", as wide as its text, beside the last button.
        screen.clickIn(title, { x: (await screen.widthOf(title)) - 243, y: 247 }),
      ),
    async stop() {
      if (running !== null) await end(running)
      running = null
    },
    async start() {
      running = run(database)
      await shows(main.locked)
    },
    async startEmpty() {
      running = run()
      await shows(main.empty)
    },
    async openDatabase() {
      // The program that runs is told, and this one ends.
      run(database)
      await shows(main.locked)
      await keychain.unlock()
    },
  }
  await keychain.start()
  await keychain.unlock()
  return keychain
}

const GROUP = '01020304-0506-0708-090a-0b0c0d0e0f10'

// KeePassXC keeps in the database which group it gives to programs (FdoSecretsSettings::exposedGroup).
const newDatabase = ({
  recycleBin = true,
}: KeePassXCSettings): string => `<?xml version="1.0" encoding="UTF-8"?>
<KeePassFile>
  <Meta>
    <DatabaseName>${NAME}</DatabaseName>
    <RecycleBinEnabled>${recycleBin ? 'True' : 'False'}</RecycleBinEnabled>
    <CustomData><Item><Key>FDO_SECRETS_EXPOSED_GROUP</Key><Value>{${GROUP}}</Value></Item></CustomData>
  </Meta>
  <Root>
    <Group>
      <UUID>${Buffer.from(GROUP.replaceAll('-', ''), 'hex').toString('base64')}</UUID>
      <Name>Root</Name>
    </Group>
  </Root>
</KeePassFile>
`

const configuration = ({
  confirmAccess = true,
  confirmDelete = true,
  unlockBeforeSearch = true,
}: KeePassXCSettings): string => `[General]
ConfigVersion=2
UpdateCheckMessageShown=true
OpenPreviousDatabasesOnStartup=false

[GUI]
CheckForUpdates=false

[FdoSecrets]
Enabled=true
ShowNotification=false
ConfirmAccessItem=${confirmAccess}
ConfirmDeleteItem=${confirmDelete}
UnlockBeforeSearch=${unlockBeforeSearch}

[Security]
LockDatabaseScreenLock=false
`

/** Tokens in an exported database: entries come before groups in a group, and the bin is the last group. */
function readTokens(exported: string, where: 'in use' | 'bin'): readonly string[] {
  const [used = '', bin = ''] = exported
    .replaceAll(/<History>.*?<\/History>/gs, '')
    .split('<Name>Recycle Bin</Name>')
  return Array.from((where === 'bin' ? bin : used).matchAll(/<Entry>.*?<\/Entry>/gs), ([entry]) => {
    const fields = Array.from(
      entry.matchAll(/<Key>([^<]*)<\/Key>\s*<Value[^>]*>([^<]*)<\/Value>/g),
      ([, key, value]) => [key, value] as const,
    )
    return Object.fromEntries(fields) as Record<string, string>
  })
    .filter(({ service, account }) => service === KEPT.service && account === KEPT.account)
    .map(({ Password: password = '' }) => password)
}
