import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { allowDump, dumpedMemory, dumps, dumpsAreFiles } from './core-dump.ts'
import { eventually } from './eventually.ts'
import { filesHolding } from './leaks.ts'
import { signal } from './processes.ts'
import { startInVain } from './refused-start.ts'
import { expect, test } from './test.ts'

const sentinel = 'SENTINEL-token-4f1c9'

const hostile: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['a debugger', ['--inspect=0', '--remote-debugging-port=0']],
  ['an extension and a script', ['--load-extension=/tmp', '--require=/tmp/a.js', '--js-flags=--prof']],
  [
    'addresses',
    ['file:///etc/passwd', 'javascript:alert(1)', 'https://plex.tv/', 'app://latchkey/../main.cjs'],
  ],
  ['texts that no one types', ['\n\r\t', '--', '--=', '-', '\u202Etxt', '%00', '$(touch a)', '"; touch a']],
]
/** Too much to be handed to the app that runs. */
const long: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['10,000 arguments', Array.from({ length: 10_000 }, (_, index) => `--argument-${index}`)],
  ['one of 100,000 characters', ['x'.repeat(100_000)]],
]

test('is opened by a second start and does nothing else that it says, however it says it', async ({
  app,
  tray,
  simulator,
  desktop,
}) => {
  await tray.waitForLabel('Sign in to Plex…')
  const before = app.electron.process().pid
  for (const [what, command] of hostile) {
    const { signal: ended } = await app.secondStart(command)
    expect(ended, what).toBeNull()
    await app.window()
    const windows = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
    )
    expect(new Set(windows), what).toEqual(new Set(['app://latchkey/index.html']))
  }
  for (const [what, command] of long) {
    const start = await startInVain(desktop, simulator.port, { arguments: command })
    const words = 'The command line that it was started with is too long.'
    expect(start, what).toMatchObject({ code: 1, signal: null, boxes: [expect.stringContaining(words)] })
    expect(start.output, what).toContain(words)
  }
  expect({ process: app.electron.process().pid, exit: app.electron.process().exitCode }).toEqual({
    process: before,
    exit: null,
  })
  expect(tray.itemCount()).toBe(1)
  expect({ log: simulator.log, opened: await desktop.openedUrls() }).toEqual({ log: [], opened: [] })
})

for (const [by, ask] of [
  [
    'switches',
    (folder: string) => ({
      arguments: [`--log-net-log=${folder}/net.json`, `--ssl-key-log-file=${folder}/keys`],
    }),
  ],
  ['the environment', (folder: string) => ({ environment: { SSLKEYLOGFILE: `${folder}/keys` } })],
] as const) {
  test(`writes neither the keys of its connections nor what went over them, asked by ${by}`, async ({
    launch,
    tray,
    person,
    desktop,
  }) => {
    const folder = path.join(desktop.home, 'tmp')
    await launch(ask(folder))
    await tray.waitForLabel('Sign in to Plex…')
    await person.signIn()
    expect((await readdir(folder)).filter(name => /^(net|keys)/.test(name))).toEqual([])
  })
}

test.describe('where plex.tv is not trusted', () => {
  test.use({ trusted: false })
  test('cannot be told to trust it on the command line', async ({ launch, tray, simulator }) => {
    const app = await launch({ arguments: ['--ignore-certificate-errors', '--allow-insecure-localhost'] })
    await tray.click('Sign in to Plex…')
    await expect((await app.window()).getByTestId('sign-in')).toHaveAttribute('data-problem', 'authority')
    expect(simulator.log).toEqual([])
  })
})

test('leaves no token behind when it crashes, core dumps and all', async ({
  launch,
  tray,
  person,
  desktop,
}) => {
  const app = await launch()
  await tray.waitForLabel('Sign in to Plex…')
  await person.signIn(undefined, { token: sentinel })
  const holders = (await desktop.programs()).filter(
    ({ command }) => !command.includes('--type=') || command.includes('network.mojom'),
  )
  const [main, network] = [
    holders.find(({ id }) => id === app.processId),
    holders.find(({ command }) => command.includes('network.mojom')),
  ]
  expect([await dumpedMemory(main!.id), await dumpedMemory(network!.id)]).toEqual([0, 0])
  await Promise.all([allowDump(main!.id), allowDump(network!.id)])
  signal(main!.id, 'SIGSEGV')
  expect(await app.exit()).toEqual({ code: null, signal: 'SIGSEGV' })

  // Where dumps are piped to a program instead, what it gets is the same.
  const left = await dumps(desktop.home)
  expect(left.length > 0).toBe(await dumpsAreFiles())
  expect(await filesHolding(desktop.home, sentinel, ['.local/share/keyrings'])).toEqual([])
  const configuration = await readdir(desktop.configHome, { recursive: true })
  expect(configuration.filter(name => /\.dmp$|pending|completed/.test(name))).toEqual([])
})

test('goes on, and keeps no report, when its page crashes', async ({ app, tray, person, desktop }) => {
  await tray.waitForLabel('Sign in to Plex…')
  await person.signIn()
  await app.window()
  const page = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]!.webContents.getOSProcessId(),
  )
  // Chromium's own handler lets the first one pass.
  await eventually('the end of the page', () => !signal(page, 'SIGSEGV'))
  await app.noWindow()
  await tray.waitForLabel('Signed in as Ada Lovelace')
  const left = await readdir(desktop.configHome, { recursive: true })
  expect(left.filter(name => /\.dmp$|pending|completed/.test(name))).toEqual([])
  const uploads = await app.electron.evaluate(({ crashReporter }) => {
    try {
      return crashReporter.getUploadToServer()
    } catch {
      return false
    }
  })
  expect(uploads).toBe(false)
})
