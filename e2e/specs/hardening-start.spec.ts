import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { allowDump, dumpedMemory, dumps, dumpsAreFiles } from '../world/core-dump.ts'
import { eventually } from '../world/eventually.ts'
import { filesHolding } from '../world/leaks.ts'
import { openWindow } from '../world/open-window.ts'
import { signal } from '../world/processes.ts'
import { startInVain } from '../world/refused-start.ts'
import { expect, test } from '../world/test.ts'

const sentinel = 'SENTINEL-token-4f1c9'

const texts: ReadonlyArray<readonly [string, readonly string[]]> = [
  [
    'addresses',
    ['file:///etc/passwd', 'javascript:alert(1)', 'https://plex.tv/', 'app://latchkey/../main.cjs'],
  ],
  ['texts that no one types', ['\n\r\t', '--', '-', '\u202Etxt', '%00', '$(touch a)', '"; touch a']],
  ['switches that it knows', ['--lang=de', '--disable-gpu', '--hidden', '--proxy-server=127.0.0.1:9']],
]
const switches: ReadonlyArray<readonly [string, readonly string[]]> = [
  ['an extension and a script', ['--load-extension=/tmp', '--remote-debugging-pipe', '--js-flags=--prof']],
  ['recorders', ['--trace-startup', '--log-net-log=net.json', '--ssl-key-log-file=keys']],
  ['trust', ['--ignore-certificate-errors', '--allow-insecure-localhost', '--host-rules=MAP * evil.example']],
  [
    'other programs',
    ['--gpu-launcher=touch ran', '--renderer-cmd-prefix=touch ran', '--utility-cmd-prefix=x'],
  ],
  ['another home', ['--user-data-dir=other', '--single-process', '--in-process-gpu']],
  ['odd spellings', [' --trace-startup=a', '-trace-startup', '\t--enable-logging=file', '--=', '---']],
]

test('is opened by a second start and does nothing else that it says', async ({
  app,
  tray,
  simulator,
  desktop,
}) => {
  for (const [what, command] of texts) {
    expect(await app.secondStart(command), what).toMatchObject({ code: 0, signal: null })
  }
  await app.window()
  const windows = await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  )
  expect(windows).toEqual(['app://latchkey/index.html'])
  expect(app.electron.process().exitCode).toBeNull()
  expect(tray.itemCount()).toBe(1)
  expect({ log: simulator.log, opened: await desktop.openedUrls() }).toEqual({ log: [], opened: [] })
})

test('is not touched by a start with a switch that it does not know, which says so and ends @long', async ({
  app,
  tray,
  simulator,
  desktop,
}) => {
  const before = await readdir(desktop.configHome, { recursive: true })
  for (const [what, command] of switches) {
    const start = await startInVain(desktop, simulator.port, { arguments: command })
    expect(start, what).toMatchObject({ code: 1, signal: null, boxes: [expect.any(String)] })
    const names = command.map(argument => `--${/[^\s=-]*[^\s=]*/.exec(argument.replace(/^\s*--?/, ''))![0]}`)
    for (const name of names) expect(start.boxes[0], what).toContain(name)
    expect(start.boxes[0], what).toMatch(/^Latchkey cannot start\. .* Take (it|them) out of the command/)
    expect(start.output, what).toContain(start.boxes[0])
  }
  const words = 'The command line that it was started with is too long.'
  for (const command of [
    Array.from({ length: 10_000 }, (_, at) => `argument-${at}`),
    ['x'.repeat(100_000)],
  ]) {
    const start = await startInVain(desktop, simulator.port, { arguments: command })
    expect(start).toMatchObject({ code: 1, signal: null, boxes: [expect.stringContaining(words)] })
    expect(start.output).toContain(words)
  }
  expect({ exit: app.electron.process().exitCode, windows: await app.windowCount() }).toEqual({
    exit: null,
    windows: 0,
  })
  expect(tray.itemCount()).toBe(1)
  expect({ log: simulator.log, opened: await desktop.openedUrls() }).toEqual({ log: [], opened: [] })
  expect(await readdir(desktop.configHome, { recursive: true })).toEqual(before)
})

test('writes neither the keys of its connections nor what ran, asked by the environment', async ({
  launch,
  person,
  desktop,
}) => {
  const [keys, ran] = ['keys', 'ran'].map(name => path.join(desktop.home, name)) as [string, string]
  const app = await launch({ environment: { SSLKEYLOGFILE: keys, NODE_V8_COVERAGE: ran } })
  await person.signIn()
  await person.quit()
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect((await readdir(desktop.home)).filter(name => /^(keys|ran)$/.test(name))).toEqual([])
})

test('says in its window and in its log that it has no sandbox', async ({ launch, tray, desktop }) => {
  // What a person may pass. The launcher of these tests passes it as root alone, and this is to be seen as anybody.
  const app = await launch({ runtimeArguments: ['--no-sandbox'] })
  const window = await openWindow(app, tray)
  await expect(window.getByTestId('unconfined')).toContainText('sandbox is off')
  const log = await readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')
  expect(log).toContain('The window has no sandbox')
})

test('leaves no token behind when it crashes, core dumps and all', async ({ launch, person, desktop }) => {
  const app = await launch()
  await person.signIn(undefined, { token: sentinel })
  const programs = await desktop.programs()
  const holders = [
    app.processId,
    // The network service's, and the keychain's.
    ...['network.mojom', 'node.mojom'].map(
      service => programs.find(({ command }) => command.includes(service))!.id,
    ),
  ]
  expect(await Promise.all(holders.map(dumpedMemory))).toEqual([0, 0, 0])
  await Promise.all(holders.map(allowDump))
  signal(app.processId, 'SIGSEGV')
  expect(await app.exit()).toEqual({ code: null, signal: 'SIGSEGV' })

  // Where dumps are piped to a program instead, what it gets is the same.
  const left = await dumps(desktop.home)
  expect(left.length > 0).toBe(await dumpsAreFiles())
  expect(await filesHolding(desktop.home, sentinel, ['.local/share/keyrings'])).toEqual([])
  const configuration = await readdir(desktop.configHome, { recursive: true })
  expect(configuration.filter(name => /\.dmp$|pending|completed/.test(name))).toEqual([])
})

test('goes on, and keeps no report, when its page crashes', async ({ app, tray, person, desktop }) => {
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
