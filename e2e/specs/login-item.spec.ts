import { execFile } from 'node:child_process'
import { lstat, mkdir, readdir, readFile, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { type AppDir, makeAppDir } from '../world/app-dir.ts'
import { eventually } from '../world/eventually.ts'
import { createLoginSession, type LoginSession } from '../world/login-session.ts'
import {
  packageApp,
  packagedCommand,
  packagedExecutable,
  packagedFolder,
  type PackagedLaunchOptions,
  startPackagedApp,
} from '../world/packaged-app.ts'
import { expect, test as base } from '../world/test.ts'
import type { Tray } from '../world/tray.ts'

interface Installed {
  session: LoginSession
  /** Starts the packaged app as a person does, and waits for its icon. */
  start: (options?: PackagedLaunchOptions) => Promise<void>
  /** What an AppImage of the app is mounted as. */
  appDir: AppDir
  /** Quits it from the tray. */
  quit: () => Promise<void>
  /** How many windows there are, by the processes that draw them. */
  windows: () => Promise<number>
}

const run = promisify(execFile)

const test = base.extend<Installed>({
  session: async ({ desktop, simulator }, use) => {
    await use(createLoginSession(desktop, simulator.port))
  },
  start: async ({ desktop, simulator, tray }, use) => {
    await use(async options => {
      await startPackagedApp(desktop, simulator.port, options)
      await tray.waitForLabel('Start at login')
    })
  },
  // oxlint-disable-next-line no-empty-pattern -- the test runner reads which fixtures are needed from the pattern
  appDir: async ({}, use) => {
    const appDir = await makeAppDir()
    await use(appDir)
    await appDir.remove()
  },
  quit: async ({ desktop, tray }, use) => {
    await use(async () => {
      await tray.click('Quit Latchkey')
      await eventually('the end of the app', async () => (await desktop.programs()).length === 0)
    })
  },
  windows: async ({ desktop }, use) => {
    await use(async () => {
      const running = await desktop.programs()
      return running.filter(({ command }) => command.includes('--type=renderer')).length
    })
  },
})

test.beforeAll('package the app', packageApp)

/** How the runtime of an AppImage starts what is in it. */
const ofImage = ({ executable, folder }: AppDir, image: string): PackagedLaunchOptions => ({
  executable,
  environment: { APPIMAGE: image, APPDIR: folder },
})
const box = async (tray: Tray) => (await tray.menu()).find(({ label }) => label === 'Start at login')
const validate = (file: string) => run('desktop-file-validate', ['--warn-kde', file])

test('starts at login when the person says so, and no longer when not', async ({ session, start, tray }) => {
  await start()
  expect(await box(tray)).toMatchObject({ enabled: true, toggleType: 'checkmark', toggleState: 'off' })

  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'on' })
  expect(await session.command()).toEqual([packagedExecutable, '--hidden'])
  expect(await validate(session.file)).toEqual({ stdout: '', stderr: '' })

  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'off' })
  await expect(session.read()).rejects.toThrow('ENOENT')
})

const plain = 'Latchkey.AppImage'
const hostile = String.raw`Latch "key" $HOME ${'`id`'} 100%u \s Zoë's 🗝 ;&|<>~*?#=().AppImage`

for (const name of [plain, hostile]) {
  test(`is started by the command of its entry, hidden and once: ${name}`, async ({
    session,
    start,
    appDir,
    quit,
    tray,
    windows,
  }) => {
    const image = await session.writeAppImage(name, appDir)
    await start(ofImage(appDir, image))
    await tray.click('Start at login')
    const led = async () => {
      const [program = '', ...rest] = await session.command()
      return [await realpath(program), ...rest]
    }
    await expect.poll(() => led().catch(() => [])).toEqual([image, '--hidden'])
    // What systemd makes of the entry, which KDE leaves it to, has none of these in it.
    expect((await session.command()).join('')).not.toMatch(/["`$\\%]/)
    expect(await validate(session.file)).toEqual({ stdout: '', stderr: '' })
    const written = await session.read()
    await quit()
    await tray.waitForNoItem()

    const first = await session.start()
    await tray.offersSignIn()
    expect(await box(tray)).toMatchObject({ enabled: true, toggleState: 'on' })
    const second = await session.start()
    expect(await second.exitCode()).toBe(0)
    expect([tray.itemCount(), await windows()]).toEqual([1, 0])
    expect(await session.read()).toBe(written)

    await tray.click('Open Latchkey')
    await expect.poll(windows).toBe(1)
    await tray.click('Quit Latchkey')
    expect(await first.exitCode()).toBe(0)
  })
}

test('makes no entry for a path that could end its line, and says so', async ({
  desktop,
  session,
  start,
  appDir,
  tray,
}) => {
  await start(ofImage(appDir, '/opt/Latch\nExec=key'))
  await tray.click('Start at login')
  await tray.waitForLabel('“Start at login” could not be changed')
  expect(await box(tray)).toMatchObject({ toggleState: 'off' })
  await expect(session.read()).rejects.toThrow('ENOENT')
  expect(await readdir(desktop.configHome)).not.toContain('autostart')
})

for (const APPDIR of [undefined, '/tmp/.mount_Termin5bcDeF', packagedFolder]) {
  test(`starts itself, not the AppImage that the environment names, with APPDIR=${APPDIR}`, async ({
    session,
    start,
    tray,
  }) => {
    const APPIMAGE = '/opt/Terminal.AppImage'
    await start({ environment: { APPIMAGE, ...(APPDIR === undefined ? {} : { APPDIR }) } })
    await tray.click('Start at login')
    await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'on' })
    expect(await session.command()).toEqual([packagedExecutable, '--hidden'])
  })
}

test('shows what the settings of the desktop made of it', async ({ session, start, tray }) => {
  await start()
  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'on' })
  const written = await session.read()
  const becomes = (toggleState: 'on' | 'off') => expect.poll(() => box(tray)).toMatchObject({ toggleState })

  await writeFile(session.file, written.replace('enabled=true', 'enabled=false'))
  await becomes('off')
  await writeFile(session.file, written)
  await becomes('on')
  await writeFile(session.file, `${written}Hidden=true\n`)
  await becomes('off')
  await tray.click('Start at login')
  await becomes('on')
  expect(await session.read()).toBe(written)
  await rm(path.dirname(session.file), { recursive: true })
  await becomes('off')
})

test('takes over an entry that leads elsewhere, and leaves one alone that is off', async ({
  session,
  start,
  quit,
  tray,
}) => {
  await session.write('Exec="/gone/Latchkey.AppImage" "--hidden"')
  await start()
  expect(await box(tray)).toMatchObject({ toggleState: 'on' })
  expect(await session.command()).toEqual([packagedExecutable, '--hidden'])
  await quit()
  await tray.waitForNoItem()

  await session.write('Exec=/gone/Latchkey.AppImage', 'Hidden=true')
  const off = await session.read()
  await start()
  expect(await box(tray)).toMatchObject({ toggleState: 'off' })
  expect(await session.read()).toBe(off)
})

test('takes an entry that names the program as earlier releases did for its own, and names it anew', async ({
  session,
  start,
  tray,
}) => {
  await session.write(`Exec="${packagedCommand}" "--hidden"`)
  await start()
  expect(await box(tray)).toMatchObject({ toggleState: 'on' })
  expect(await tray.labels()).not.toContain('Another copy of Latchkey starts instead')
  expect(await session.command()).toEqual([packagedExecutable, '--hidden'])
})

test('leaves the entry of another copy to that one, and says so, until the person turns it on here', async ({
  session,
  start,
  appDir,
  tray,
}) => {
  const image = await session.writeAppImage(plain, appDir)
  await session.write(`Exec="${image}" "--hidden"`)
  const before = await session.read()
  await start()
  await tray.waitForLabel('Another copy of Latchkey starts instead')
  expect(await box(tray)).toMatchObject({ enabled: true, toggleState: 'off' })
  expect(await session.read()).toBe(before)

  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'on' })
  expect(await session.command()).toEqual([packagedExecutable, '--hidden'])
  expect(await tray.labels()).not.toContain('Another copy of Latchkey starts instead')
})

test('leaves an entry that the person wrote to them, says so, and turns it off and on by one line', async ({
  desktop,
  session,
  start,
  tray,
}) => {
  const wrapper = path.join(desktop.home, 'bin/wrapper')
  await writeFile(wrapper, '#!/bin/sh\n', { mode: 0o755 })
  await session.write('# mine', `Exec=sh -c 'sleep 5; exec ${wrapper} --hidden'`)
  const before = await session.read()
  await start()
  await tray.waitForLabel('Set up by hand')
  expect(await box(tray)).toMatchObject({ enabled: true, toggleState: 'on' })
  expect(await session.read()).toBe(before)

  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'off' })
  expect(await session.read()).toBe(before.replace('\n', '\nHidden=true\n'))
  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'on' })
  expect(await session.read()).toBe(before)
})

/** Clicks the box, and waits for what it says then. */
const turn = async (tray: Tray, toggleState: 'on' | 'off') => {
  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ enabled: true, toggleState })
}

test('takes an entry with options of KDE’s for one by hand, and gives it back to the byte', async ({
  session,
  start,
  tray,
}) => {
  await session.write('# mine', 'Exec[$e]=$HOME/bin/latchkey --hidden', 'Hidden=false')
  const before = await session.read()
  await start()
  await tray.waitForLabel('Set up by hand')
  expect(await box(tray)).toMatchObject({ enabled: true, toggleState: 'on' })
  await turn(tray, 'off')
  expect(await session.read()).toBe(before.replace('Hidden=false\n', 'Hidden=false\nHidden=true\n'))
  await turn(tray, 'on')
  expect(await session.read()).toBe(before)
})

test('gives back to the byte what the person wrote into its own entry', async ({ session, start, tray }) => {
  await session.write(`Exec="${packagedExecutable}" "--hidden"`, '# mine', 'Hidden=false', 'X-Mine=1')
  const before = await session.read()
  await start()
  expect(await box(tray)).toMatchObject({ toggleState: 'on' })
  await turn(tray, 'off')
  await turn(tray, 'on')
  expect(await session.read()).toBe(before)
})

test('leaves an entry of its name that starts another program, and says so until that is gone', async ({
  session,
  start,
  tray,
}) => {
  await session.write('Exec=/bin/true --quiet')
  const before = await session.read()
  await start()
  await tray.waitForLabel('Its file starts another program')
  expect(await box(tray)).toMatchObject({ enabled: false, toggleState: 'off' })
  await rename(session.file, `${session.file}-renamed`)
  await expect.poll(() => box(tray)).toMatchObject({ enabled: true, toggleState: 'off' })
  await turn(tray, 'on')
  expect(await session.command()).toEqual([packagedExecutable, '--hidden'])
  expect(await readFile(`${session.file}-renamed`, 'utf8')).toBe(before)
})

test('turns itself on and off beside another program’s latchkey.desktop, and does not touch that', async ({
  desktop,
  session,
  start,
  tray,
}) => {
  const script = path.join(desktop.home, 'bin/latchkey-of-another')
  await writeFile(script, '#!/bin/sh\n', { mode: 0o755 })
  const file = path.join(path.dirname(session.file), 'latchkey.desktop')
  const theirs = `[Desktop Entry]\nType=Application\nName=Latchkey\nExec=${script}\n`
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, theirs)
  await start()
  await tray.waitForLabel('Another file may start it')
  expect(await box(tray)).toMatchObject({ enabled: true, toggleState: 'off' })
  await turn(tray, 'on')
  expect(await tray.labels()).not.toContain('Another file may start it')
  await turn(tray, 'off')
  await tray.waitForLabel('Another file may start it')
  expect(await readFile(file, 'utf8')).toBe(theirs)
  await expect(session.read()).rejects.toThrow('ENOENT')
})

test('keeps beside the new entry what the person wrote and starts nothing, and says so', async ({
  session,
  start,
  tray,
}) => {
  await session.write('Exec=/gone/wrapper --hidden')
  const before = await session.read()
  await start()
  expect(await box(tray)).toMatchObject({ toggleState: 'off' })
  await tray.click('Start at login')
  await tray.waitForLabel('Your own file for “Start at login” was kept aside')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'on' })
  expect(await readFile(`${session.file}.kept`, 'utf8')).toBe(before)
  expect(await session.command()).toEqual([packagedExecutable, '--hidden'])
})

const obstacles: ReadonlyArray<readonly [string, 'off' | 'unknown', (file: string) => Promise<unknown>]> = [
  ['a pipe', 'off', file => run('mkfifo', [file])],
  ['a link to zeros without end', 'off', file => symlink('/dev/zero', file)],
  ['a line of 10 MB', 'unknown', file => writeFile(file, `[Desktop Entry]\nExec=${' '.repeat(10_000_000)}`)],
  ['a link out of the home', 'unknown', file => symlink('/etc/passwd', file)],
]

for (const [what, state, make] of obstacles) {
  test(`appears, works and changes nothing where its entry is ${what}`, async ({
    session,
    start,
    quit,
    tray,
  }) => {
    await mkdir(path.dirname(session.file), { recursive: true })
    await make(session.file)
    const before = await lstat(session.file)
    await start()
    expect(await box(tray)).toMatchObject({ enabled: state === 'off', toggleState: 'off' })
    if (state === 'unknown') await tray.waitForLabel('What is set up could not be read')
    else {
      await tray.click('Start at login')
      await tray.waitForLabel('“Start at login” could not be changed')
    }
    const after = await lstat(session.file)
    expect([after.ino, after.mode, after.size]).toEqual([before.ino, before.mode, before.size])
    await quit()
  })
}

test('says that the system refused, until that is dismissed by a change that works', async ({
  session,
  start,
  tray,
}) => {
  const folder = path.dirname(session.file)
  await writeFile(folder, '')
  await start()
  await tray.click('Start at login')
  await tray.waitForLabel('“Start at login” could not be changed')
  expect(await box(tray)).toMatchObject({ toggleState: 'off' })

  await rm(folder)
  await mkdir(folder)
  await tray.click('Start at login')
  await expect.poll(() => box(tray)).toMatchObject({ toggleState: 'on' })
  expect(await tray.labels()).not.toContain('“Start at login” could not be changed')
})

test('cannot be chosen in a run from the sources, which leaves the installed app’s entry alone', async ({
  launch,
  session,
  tray,
}) => {
  await session.write(`Exec="${packagedExecutable}" "--hidden"`)
  const before = await session.read()
  const app = await launch()
  await tray.waitForLabel('Only when Latchkey is installed')
  expect(await box(tray)).toMatchObject({ enabled: false, toggleState: 'off' })
  await tray.click('Settings…')
  const window = await app.window()
  const choice = window.getByRole('switch', { name: 'Start at login' })
  await expect(choice).toBeDisabled()
  await expect(choice).not.toBeChecked()
  await expect(window.getByText('Only when Latchkey is installed.')).toBeVisible()
  expect(await readFile(session.file, 'utf8')).toBe(before)
})
