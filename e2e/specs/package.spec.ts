import { execFile } from 'node:child_process'
import { choices } from '../../common/choices.ts'
import { iconFile, TRAY_ICONS, TRAY_SIZES } from '../../main/tray/icons.ts'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { sandboxSwitches } from '../../scripts/run/sandbox.mjs'
import { readArchive } from '../world/asar.ts'
import { readElf } from '../world/elf.ts'
import { readFuses } from '../world/fuses.ts'
import { filesHolding } from '../world/leaks.ts'
import {
  type PackagedApp,
  type PackagedLaunchOptions,
  packagedCommand,
  packagedExecutable,
  packageApp,
  packagedFolder,
  startPackagedApp,
} from '../world/packaged-app.ts'
import { repository } from '../world/runtime.ts'
import { expect, test as base } from '../world/screen-reader.ts'

const test = base.extend<{ start: (options?: PackagedLaunchOptions) => Promise<PackagedApp> }>({
  start: async ({ desktop, simulator, tray }, use, testInfo) => {
    const apps: PackagedApp[] = []
    await use(async options => {
      const app = await startPackagedApp(desktop, simulator.port, options)
      apps.push(app)
      await tray.waitForItem()
      return app
    })
    for (const [index, app] of apps.entries()) {
      await app.kill()
      if (testInfo.status === testInfo.expectedStatus) continue
      await testInfo.attach(`output-${index + 1}.txt`, { body: app.output(), contentType: 'text/plain' })
    }
  },
})

let said = ''

test.beforeAll('package the app', async () => {
  said = await packageApp()
})

const archive = path.join(packagedFolder, 'resources/app.asar')
const addon = 'node_modules/keytar/build/Release/keytar.node'

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(path.join(repository, file), 'utf8')) as T
}

/** The parts of every language. */
async function texts(): Promise<string[]> {
  const folder = path.join(repository, 'dist/text')
  const files = await readdir(folder, { recursive: true })
  return files.filter(file => file.endsWith('.js')).map(file => `dist/text/${file}`)
}

test('holds the app, keytar and nothing else', async () => {
  const icons = TRAY_ICONS.flatMap(icon => [
    ...choices.trayIcon.flatMap(style => TRAY_SIZES.map(size => iconFile(icon, style, size))),
    ...['Template', 'Template@2x'].map(kind => `${icon}${kind}.png`),
  ]).map(name => `dist/icons/${name}`)
  const files = await readArchive(archive)
  expect(files.map(file => file.path)).toEqual(
    [
      ...icons,
      'dist/icons/window.png',
      'dist/access.cjs',
      'dist/cli.cjs',
      'dist/companion.cjs',
      'dist/completions.cjs',
      'dist/front.cjs',
      'dist/keychain.cjs',
      'dist/linux-desktop.cjs',
      'dist/refuse.cjs',
      'dist/main.cjs',
      'dist/main.mjs',
      'dist/open-doctor.cjs',
      'dist/open-probe.cjs',
      'dist/preload.cjs',
      'dist/program-files.cjs',
      'dist/qr-path.cjs',
      'dist/renderer/asks.css',
      'dist/renderer/asks.html',
      'dist/renderer/asks.js',
      'dist/renderer/index.html',
      'dist/renderer/index.js',
      'dist/renderer/style.css',
      ...(await texts()),
      'dist/updater.cjs',
      'dist/x-clipboard.cjs',
      'dist/yaml-text.cjs',
      'node_modules/keytar/LICENSE.md',
      addon,
      'node_modules/keytar/lib/keytar.js',
      'node_modules/keytar/package.json',
      'package.json',
    ].toSorted(),
  )
  expect(files.filter(file => file.unpacked).map(file => file.path)).toEqual([addon])
})

test('has nothing but keytar, licences and the AppArmor profile beside the archive', async () => {
  const resources = path.dirname(archive)
  const entries = await readdir(resources, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => !entry.isDirectory())
  expect(
    files.map(entry => path.relative(resources, path.join(entry.parentPath, entry.name))).toSorted(),
  ).toEqual(
    [
      'apparmor-profile',
      'app.asar',
      `app.asar.unpacked/${addon}`,
      'license.txt',
      'third-party-notices.txt',
    ].toSorted(),
  )
})

test('is marked where the runtime is not for release, and only there', async () => {
  const { developmentOnly } = await readJson<{ developmentOnly: boolean }>('.cache/runtime.json')
  const { version } = await readJson<{ version: string }>('package.json')
  const packaged = (await readArchive(archive)).find(file => file.path === 'package.json')
  const marks = {
    version: (JSON.parse(String(packaged?.content)) as { version: string }).version,
    notice: (await readdir(packagedFolder)).includes('NOT FOR RELEASE.txt'),
    said: said.includes('NOT FOR RELEASE'),
  }
  expect(marks).toEqual(
    developmentOnly
      ? { version: `${version}-development`, notice: true, said: true }
      : { version, notice: false, said: false },
  )
})

test('has its fuses set for release', async () => {
  const { developmentOnly } = await readJson<{ developmentOnly: boolean }>('.cache/runtime.json')
  expect(await readFuses(packagedExecutable)).toEqual({
    runAsNode: false,
    cookieEncryption: false,
    nodeOptions: false,
    inspect: false,
    asarIntegrity: true,
    onlyAsar: true,
    browserSnapshot: false,
    filePrivileges: false,
    // The runtime for development is older than this fuse.
    wasmTrapHandlers: developmentOnly ? undefined : true,
  })
})

test('switches the sandbox off nowhere', async () => {
  // Chromium's own code and texts know the switch by its name; the app's say what it does (`product-sources.test.mjs`).
  const knowing = ['Latchkey', 'locales/', 'resources/app.asar']
  expect(await filesHolding(packagedFolder, 'no-sandbox', knowing)).toEqual([])
})

test('brings native code that cannot be written to while it runs, and loads nothing from elsewhere', async () => {
  const entries = await readdir(packagedFolder, { recursive: true, withFileTypes: true })
  const names = entries.filter(entry => entry.isFile()).map(entry => path.join(entry.parentPath, entry.name))
  const read = await Promise.all(
    names.map(async name => [path.relative(packagedFolder, name), await readElf(name)] as const),
  )
  const native = read.filter(([, elf]) => elf !== null)
  expect(native.map(([name]) => name)).toEqual(
    expect.arrayContaining(['Latchkey', 'chrome-sandbox', `resources/app.asar.unpacked/${addon}`]),
  )
  for (const [name, elf] of native) {
    // Electron's own look beside themselves for what they were shipped with.
    const libraryPaths = elf?.libraryPaths.filter(folder => folder !== '$ORIGIN' || name.endsWith('.node'))
    expect({ name, ...elf, libraryPaths }).toEqual({
      name,
      movable: true,
      writableCode: false,
      relro: true,
      libraryPaths: [],
    })
  }
})

test('does not become Node', async ({ desktop, start, tray }) => {
  const script = path.join(desktop.home, 'script.cjs')
  const mark = path.join(desktop.home, 'ran-as-node')
  await writeFile(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`)
  const app = await start({ script, environment: { ELECTRON_RUN_AS_NODE: '1' } })
  await tray.offersSignIn()
  await tray.click('Quit Latchkey')
  expect(await app.exit()).toEqual({ code: 0, signal: null })
  expect(await readdir(desktop.home)).not.toContain('ran-as-node')
})

for (const executable of [packagedExecutable, packagedCommand]) {
  test(`is called Latchkey by a screen reader when ${path.basename(executable)} starts it`, async ({
    reader,
    start,
    tray,
  }) => {
    await start({ executable, environment: { NO_AT_BRIDGE: '0' } })
    await tray.click('Open Latchkey')
    const names = async () => (await reader.programs()).map(({ name }) => name)
    await expect.poll(names).toEqual(['Latchkey'])
  })
}

test('signs in from the tray and is still signed in after a restart', async ({
  desktop,
  simulator,
  start,
  tray,
}) => {
  const first = await start()
  await tray.click('Sign in to Plex…')
  const { label } = await tray.waitForLabel(/^Copy code [A-Z0-9]{4}$/)
  const token = simulator.claim(label.replace('Copy code ', ''))
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  await tray.click('Quit Latchkey')
  expect(await first.exit()).toEqual({ code: 0, signal: null })
  await tray.waitForNoItem()

  const second = await start()
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(simulator.pins()).toHaveLength(1)
  await tray.click('Quit Latchkey')
  expect(await second.exit()).toEqual({ code: 0, signal: null })
})

test('puts its command where shells look for programs of one person, and that starts it', async ({
  desktop,
}) => {
  const run = promisify(execFile)
  const bin = path.join(desktop.home, '.local/bin')
  const { switches } = await sandboxSwitches(packagedFolder)
  const env = {
    ...desktop.environment,
    PATH: `${bin}:${desktop.environment['PATH']}`,
    DISPLAY: '',
    ...(switches.length > 0 && { ELECTRON_DISABLE_SANDBOX: '1' }),
  }
  const made = await run(
    packagedExecutable,
    [...switches, '--ozone-platform=headless', 'install-command', '--json'],
    { env },
  )
  expect(JSON.parse(made.stdout)).toEqual({
    schema: 1,
    path: path.join(bin, 'latchkey'),
    made: true,
    onPath: true,
  })
  const { version } = await readJson<{ version: string }>('package.json')
  const { stdout, stderr } = await run('latchkey', ['--json', '--version'], { env })
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 1,
    version: expect.stringContaining(version) as unknown,
  })
  expect(stderr).toBe('')
})
