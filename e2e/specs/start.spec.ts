import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, lstat, mkdir, readdir, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { startInVain } from '../world/refused-start.ts'
import { cleanUp } from '../world/clean-up.ts'
import { rowsToTry } from '../world/rows.ts'
import { expect, test } from '../world/test.ts'

interface Trouble {
  readonly what: string
  /** Makes it so, in a home that nothing has run in; returns what the app is started with. */
  readonly make: (home: string) => Promise<Readonly<Record<string, string>>>
  /** What the person is told of it. */
  readonly words: string
}

const readOnly = (folder: string) => async (home: string) => {
  const full = path.join(home, folder)
  await mkdir(full, { recursive: true })
  await chmod(full, 0o500)
  return {}
}
const linkedTo = (target: string) => async (home: string) => {
  await symlink(target, path.join(home, '.config/Latchkey'))
  return {}
}

const troubles: readonly Trouble[] = [
  {
    what: 'a configuration folder that is read-only',
    make: readOnly('.config'),
    words: 'it is not yours to write to',
  },
  {
    what: 'a folder of its own that is read-only',
    make: readOnly('.config/Latchkey'),
    words: 'it is not yours to write to',
  },
  {
    what: 'a folder that nobody can make',
    make: async () => ({ XDG_CONFIG_HOME: '/proc/nowhere/config' }),
    words: '/proc/nowhere/config/Latchkey: it is not there and cannot be made',
  },
  {
    what: 'a folder whose name would clear a terminal, ring and turn its text around',
    make: async () => ({ XDG_CONFIG_HOME: '/proc/\u001b[2J\u0007\u009b1m\u202e\nx' }),
    words: '/proc/\ufffd[2J\ufffd\ufffd1m\ufffd | x/Latchkey: it is not there and cannot be made',
  },
  {
    what: 'a file where the configuration folder should be',
    async make(home) {
      await writeFile(path.join(home, 'file'), '')
      return { XDG_CONFIG_HOME: path.join(home, 'file') }
    },
    words: 'a file is where a folder should be',
  },
  { what: 'a link that leads nowhere', make: linkedTo('/nowhere/deep'), words: 'a file or a broken link' },
  {
    what: 'a folder with something in it where its lock should be',
    async make(home) {
      await mkdir(path.join(home, '.config/Latchkey/SingletonLock/kept'), { recursive: true })
      return {}
    },
    words: 'SingletonLock: the system says ENOTEMPTY',
  },
  { what: 'a link to itself', make: linkedTo('Latchkey'), words: 'a file or a broken link' },
]

for (const { what, make, words } of rowsToTry(troubles, ({ words }) => words.replace(/^.*: /, ''))) {
  test(`does not start with ${what}, and says so`, async ({ desktop, simulator }) => {
    const environment = await make(desktop.home)
    const { code, signal, output, boxes } = await startInVain(desktop, simulator.port, { environment })
    expect({ code, signal, boxes: boxes.length }).toEqual({ code: 1, signal: null, boxes: 1 })
    expect(boxes[0]).toContain(words)
    expect(boxes[0]).toMatch(/^Latchkey cannot start\. .*\/Latchkey(?:\/SingletonLock)?: .*\. Put that right/)
    expect(output).toContain(boxes[0])
    expect((await readdir(path.join(desktop.home, 'tmp'))).filter(name => name.includes('start-'))).toEqual(
      [],
    )
    await chmod(path.join(desktop.home, '.config'), 0o700)
  })
}

/** One more screen than the desktop's own. */
async function startScreen() {
  const server = spawn('Xvfb', ['-displayfd', '3', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = (await once(server.stdio[3]!, 'data')) as [Buffer]
  return { name: `:${number.toString().trim()}`, stop: () => server.kill() }
}

const own = '.config/Latchkey'
const leftovers: ReadonlyArray<Omit<Trouble, 'words'>> = [
  { what: 'a folder for temporary files that is not there', make: async () => ({ TMPDIR: '/proc/nowhere' }) },
  {
    what: 'one whose name is too long for a socket',
    async make(home) {
      const folder = path.join(home, 'x'.repeat(95))
      await mkdir(folder)
      return { TMPDIR: folder }
    },
  },
  {
    what: 'relative folders of every kind',
    make: async () => ({
      XDG_CONFIG_HOME: 'config',
      XDG_CACHE_HOME: 'config/cache',
      XDG_DATA_HOME: './config/data',
      XDG_STATE_HOME: 'config',
      XDG_CONFIG_DIRS: 'config:./config',
      XDG_DATA_DIRS: `config:/usr/share`,
    }),
  },
  {
    what: "another computer's lock, and a socket that leads nowhere",
    async make(home) {
      await mkdir(path.join(home, own))
      await symlink('another-computer-1', path.join(home, own, 'SingletonLock'))
      await symlink('/nowhere/SingletonSocket', path.join(home, own, 'SingletonSocket'))
      return {}
    },
  },
  {
    what: 'files where its lock should be, as a copy may make of links',
    async make(home) {
      await mkdir(path.join(home, own, 'SingletonCookie'), { recursive: true })
      await writeFile(path.join(home, own, 'SingletonLock'), 'another-computer-1')
      await writeFile(path.join(home, own, 'SingletonSocket'), '')
      return {}
    },
  },
  {
    what: 'a pipe where its log should be',
    async make(home) {
      await mkdir(path.join(home, own, 'logs'), { recursive: true })
      await promisify(execFile)('mkfifo', [path.join(home, own, 'logs/latchkey.log')])
      return {}
    },
  },
  {
    what: 'a file where its log should be',
    async make(home) {
      await mkdir(path.join(home, own))
      await writeFile(path.join(home, own, 'logs'), '')
      return {}
    },
  },
]

for (const { what, make } of rowsToTry(
  leftovers,
  ({ what }) => /temporary|socket|relative|lock|log/.exec(what)?.[0],
)) {
  test(`starts with ${what}`, async ({ desktop, launch, tray, person }) => {
    const environment = await make(desktop.home)
    const app = await launch({ environment })
    await tray.offersSignIn()
    expect(await readFile(path.join(desktop.home, own, 'memory.json'), 'utf8')).toContain('"version": 2')
    expect(await app.electron.evaluate(() => process.env['TMPDIR'])).toBe(
      environment['TMPDIR'] ?? desktop.environment['TMPDIR'],
    )
    await person.quit()
    expect(await app.exit()).toEqual({ code: 0, signal: null })
    expect(await readdir(desktop.home)).not.toContain('config')
  })
}

test('says in the second of two sessions that it runs in the first, and ends', async ({
  app,
  desktop,
  simulator,
}) => {
  const second = await startScreen()
  try {
    const environment = { DISPLAY: second.name }
    const start = await startInVain(desktop, simulator.port, { environment })
    const words = `on the screen ${desktop.environment['DISPLAY']} (process ${app.processId})`
    expect(start).toMatchObject({ code: 1, signal: null, boxes: [expect.stringContaining(words)] })
    const atLogin = await startInVain(desktop, simulator.port, { environment, arguments: ['--hidden'] })
    expect(atLogin).toMatchObject({ code: 1, signal: null, boxes: [] })
    expect(atLogin.output).toContain(words)
    const afar = await startInVain(desktop, simulator.port, { environment: { DISPLAY: '' } })
    expect(afar).toMatchObject({ code: 1, signal: null, boxes: [] })
    expect(afar.output).toContain(words)
  } finally {
    second.stop()
  }
  expect(await app.windowCount()).toBe(0)
})

test('does not end one that the system has stopped, and says so', async ({ app, desktop, simulator }) => {
  process.kill(app.processId, 'SIGSTOP')
  const { code, boxes } = await startInVain(desktop, simulator.port, {})
  process.kill(app.processId, 'SIGCONT')
  expect({ code, boxes }).toEqual({
    code: 1,
    boxes: [expect.stringContaining(`kill -CONT ${app.processId}`)],
  })
  expect(await app.secondStart()).toMatchObject({ code: 0 })
  await app.window()
})

test.describe('where there is no keychain', () => {
  test.use({ keyring: 'absent' })

  test('does not end one that hangs with a token in its memory, however often it is started @long', async ({
    app,
    desktop,
    simulator,
    tray,
    person,
    window,
  }) => {
    await tray.click('Sign in to Plex…')
    await tray.click('Sign in until you quit')
    person.approve((await person.waitForCode()).code)
    await tray.waitForLabel('Signed in as Ada Lovelace')
    await window.close()
    const end = path.join(desktop.home, 'tmp', 'end-of-the-hang')
    const hang = app.electron.evaluate((_electron, file) => {
      const { existsSync } = process.getBuiltinModule('node:fs')
      const cell = new Int32Array(new SharedArrayBuffer(4))
      while (!existsSync(file)) Atomics.wait(cell, 0, 0, 50)
    }, end)
    const starts = await Promise.all([1, 2, 3].map(() => startInVain(desktop, simulator.port, {})))
    for (const { code, signal, output } of starts) {
      expect({ code, signal }).toEqual({ code: 1, signal: null })
      expect(output).toContain(`running already. But it does not answer (process ${app.processId}). Wait a`)
    }
    await writeFile(end, '')
    await hang
    // What they asked for meanwhile comes now.
    await window.shows('signed-in')
    expect(app.electron.process().exitCode).toBeNull()
  })
})

test('reaches one whose folder was removed, does not end one that can no longer be reached, and says so', async ({
  app,
  desktop,
  simulator,
  tray,
}) => {
  // Where only the folder that it is reached by was removed, as who cleans up does, it makes that anew.
  const place = path.dirname(await readlink(path.join(desktop.home, own, 'SingletonSocket')))
  await cleanUp(place)
  expect(await app.secondStart()).toMatchObject({ code: 0 })
  await app.window()
  await rm(path.join(desktop.home, own, 'SingletonSocket'))
  const { code, boxes } = await startInVain(desktop, simulator.port, {})
  expect({ code, boxes }).toEqual({
    code: 1,
    boxes: [expect.stringContaining(`(process ${app.processId})`)],
  })
  await tray.offersSignIn()
  expect((await lstat(path.join(desktop.home, own, 'SingletonLock'))).isSymbolicLink()).toBe(true)
})

test('starts anew once the one before has ended, however long that takes', async ({
  desktop,
  launch,
  person,
  simulator,
  tray,
}) => {
  const first = await launch()
  const token = await person.signIn()
  // Its PIN is noted as over.
  await expect.poll(() => desktop.keychain.find('Latchkey', 'unfinished')).toBeNull()
  desktop.keychain.pause()
  await tray.click('Sign out')
  await person.quit()
  await expect
    .poll(() => readFile(path.join(desktop.home, own, 'owner'), 'utf8').catch(() => ''))
    .toMatch(/ending$/)
  const second = await launch()
  // A third is served by the second.
  expect(await second.secondStart()).toMatchObject({ code: 0 })
  await first.exit(20_000)
  desktop.keychain.resume()
  await second.window()
  expect(await second.windowCount()).toBe(1)
  // What the first could not finish, this one does.
  await tray.offersSignIn()
  await expect.poll(() => simulator.tokens()).toMatchObject([{ token, alive: false }])
  await expect.poll(() => desktop.keychain.all(), { timeout: 30_000 }).toEqual([])
})
