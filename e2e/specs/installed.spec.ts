import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, readlink, symlink } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { confinement } from '../world/confinement.ts'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { readFuses } from '../world/fuses.ts'
import {
  digests,
  endToEndFolder,
  install,
  installedExecutable,
  installedFolder,
  isKnownToDpkg,
  namespacesAreOpen,
  ownerAndMode,
  packageForTests,
  purge,
  rehearse,
  systemPaths,
} from '../world/installation.ts'
import { createOrdinaryUser, type Owner, removeOrdinaryUser } from '../world/owner.ts'
import { packagedExecutable, packagedFolder } from '../world/packaged-app.ts'
import { expect, test as base } from '../world/screen-reader.ts'

const run = promisify(execFile)

/**
 * On this computer, as an ordinary user of it. What was there `before` the package has in it what comes of making that
 * user, and of installing any package.
 */
const test = base.extend<object, { owner: Owner; before: ReadonlySet<string> }>({
  before: [
    async ({ owner: _exists }, use) => {
      await packageForTests()
      await purge()
      await rehearse()
      const before = await systemPaths()
      try {
        await install()
        await use(before)
      } finally {
        await purge()
      }
    },
    { scope: 'worker', auto: true, timeout: 180_000 },
  ],
  owner: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads from the pattern what a fixture needs.
    async ({}, use) => {
      const owner = await createOrdinaryUser()
      try {
        await use(owner)
      } finally {
        await removeOrdinaryUser()
      }
    },
    { scope: 'worker' },
  ],
})

const entry = '/usr/share/applications/app.latchkey.latchkey.desktop'
const metadata = '/usr/share/metainfo/app.latchkey.latchkey.metainfo.xml'

test('the app under test is the one for release, but that a debugger may be attached', async () => {
  const [release, tested] = await Promise.all([digests(packagedFolder), digests(endToEndFolder)])
  const differing = Object.keys({ ...release, ...tested }).filter(file => release[file] !== tested[file])
  expect(differing).toEqual(['Latchkey'])
  const fuses = await readFuses(packagedExecutable)
  expect(fuses.inspect).toBe(false)
  expect(await readFuses(path.join(endToEndFolder, 'Latchkey'))).toEqual({ ...fuses, inspect: true })
})

test('is installed as the unpacked app is, and belongs to root', async () => {
  expect(await digests(installedFolder)).toEqual(await digests(endToEndFolder))
  expect(await readlink('/usr/bin/latchkey')).toBe(path.join(installedFolder, 'latchkey'))
  const { stdout: others } = await run('find', [
    installedFolder,
    '(',
    '!',
    '-user',
    'root',
    '-o',
    '-perm',
    '/022',
    ')',
  ])
  expect(others).toBe('')
  expect(await ownerAndMode(path.join(installedFolder, 'chrome-sandbox'))).toEqual({
    uid: 0,
    gid: 0,
    mode: '4755',
  })
})

test('tells the desktop what it is', async () => {
  await run('desktop-file-validate', [entry])
  await run('appstreamcli', ['validate', '--no-net', metadata])
  const lines = (await readFile(entry, 'utf8')).split('\n')
  expect(lines).toEqual(
    expect.arrayContaining([
      'Name=Latchkey',
      'GenericName=Plex Sign-in',
      expect.stringMatching(/^Comment=\w/),
      'Categories=Utility;',
      expect.stringMatching(/^Keywords=.*plex;/),
      'StartupWMClass=app.latchkey.latchkey',
      'X-GNOME-UsesNotifications=true',
      `Exec=${installedExecutable} %U`,
    ]),
  )
  expect(await readFile(metadata, 'utf8')).toContain(
    `<launchable type="desktop-id">${path.basename(entry)}</launchable>`,
  )
  const { stdout } = await run('dpkg', ['--listfiles', 'latchkey'])
  const icons = stdout.split('\n').filter(file => file.endsWith('/apps/Latchkey.png'))
  expect(icons.toSorted()).toEqual(
    [16, 32, 48, 64, 128, 256, 512]
      .map(size => `/usr/share/icons/hicolor/${size}x${size}/apps/Latchkey.png`)
      .toSorted(),
  )
})

/** Has GLib start a desktop entry, as GNOME does; returns its exit code. */
async function launchEntry(file: string, owner: Owner, { environment, home }: Desktop): Promise<number> {
  const starter = spawn('gio', ['launch', file], { ...owner, env: environment, cwd: home, stdio: 'ignore' })
  const [code] = (await once(starter, 'exit')) as [number]
  return code
}

const commands = async (desktop: Desktop): Promise<string[]> =>
  (await desktop.programs()).map(({ command }) => command)

// Looked for here and never passed: an ordinary user's app must have its sandbox without any switch.
const isUnconfined = (command: string): boolean => command.includes('--no-sandbox')

test('starts from its desktop entry, and is called Latchkey by a screen reader', async ({
  desktop,
  owner,
  reader,
  tray,
}) => {
  const environment = { ...desktop.environment, NO_AT_BRIDGE: '0' }
  expect(await launchEntry(entry, owner, { ...desktop, environment })).toBe(0)
  await tray.offersSignIn()
  const running = await commands(desktop)
  expect(running).toContain(installedExecutable)
  expect(running.filter(isUnconfined)).toEqual([])
  await tray.click('Open Latchkey')
  await expect.poll(async () => (await reader.programs()).map(({ name }) => name)).toEqual(['Latchkey'])
  await tray.click('Quit Latchkey')
  await tray.waitForNoItem()
  await eventually('its end', async () => (await commands(desktop)).length === 0)
})

test('signs in as an ordinary user, is still signed in after a restart, and leaves nothing when it is taken away', async ({
  before,
  desktop,
  owner,
  launch,
  person,
  simulator,
  tray,
}) => {
  const options = { executable: installedExecutable }
  const first = await launch(options)
  const { code } = await person.startSignIn()
  await expect((await first.window()).getByTestId('link-code')).toHaveText(code)

  await test.step('in its sandbox', async () => {
    const programs = await desktop.programs()
    const running = programs.filter(({ command }) => command.startsWith(installedExecutable))
    const renderers = running.filter(({ command }) => command.includes('--type=renderer'))
    expect(await Promise.all(renderers.map(confinement))).toEqual([
      { uid: owner.uid, seccomp: 2, noNewPrivileges: true, ownNamespace: await namespacesAreOpen(owner) },
    ])
    const users = await Promise.all(running.map(async program => (await confinement(program)).uid))
    expect(new Set(users)).toEqual(new Set([owner.uid]))
    expect(running.map(({ command }) => command).filter(isUnconfined)).toEqual([])
    await expect((await first.window()).getByTestId('unconfined')).toHaveCount(0)
  })

  const token = simulator.claim(code)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  await tray.click('Start at login')
  const autostart = path.join(desktop.configHome, 'autostart/app.latchkey.latchkey.desktop')
  await eventually('the autostart entry', () => readFile(autostart, 'utf8').catch(() => null))
  await tray.click('Quit Latchkey')
  expect(await first.exit()).toEqual({ code: 0, signal: null })
  await tray.waitForNoItem()

  const second = await launch(options)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(simulator.pins()).toHaveLength(1)
  await tray.click('Quit Latchkey')
  expect(await second.exit()).toEqual({ code: 0, signal: null })

  await test.step('without its sandbox, which it says', async () => {
    const third = await launch({ ...options, environment: { ELECTRON_DISABLE_SANDBOX: '1' } })
    await tray.click('Open Latchkey')
    await expect((await third.window()).getByTestId('unconfined')).toBeVisible()
    await tray.click('Quit Latchkey')
    expect(await third.exit()).toEqual({ code: 0, signal: null })
    await tray.waitForNoItem()
  })

  await test.step('taken away', async () => {
    await symlink(desktop.home, owner.account)
    const entryOfOwn = await readFile(autostart, 'utf8')
    await purge()
    expect(await isKnownToDpkg()).toBe(false)
    expect([...(await systemPaths())].filter(file => !before.has(file))).toEqual([])
    // What is in a home is the person's, and starts nothing without the program. So is what is in the keychain.
    expect(await readFile(autostart, 'utf8')).toBe(entryOfOwn)
    expect(await launchEntry(autostart, owner, desktop)).not.toBe(0)
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
    expect(await commands(desktop)).toEqual([])
  })
})
