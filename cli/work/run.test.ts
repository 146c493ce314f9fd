import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Behaviour, createApp, done, refused } from '../app.fake.ts'
import { lentKey } from '../lent-key.fake.ts'
import { createRun, run } from '../terminal.fake.ts'

const lent = { ...lentKey, name: 'sh', deviceName: 'sh' }
const home = {
  name: 'Home',
  addresses: [
    { url: 'http://172.17.0.1:32400', reach: 'home', answers: false },
    { url: 'http://192.168.1.2:32400', reach: 'home', answers: null },
    { url: 'https://away.plex.direct', reach: 'away', answers: true },
  ],
}

let app: Awaited<ReturnType<typeof createApp>>
let behave: Behaviour
let folder: string
beforeEach(async () => {
  behave = ({ socket }) => void socket.write(done(lent))
  app = await createApp(said => behave(said))
  await app.listen()
  folder = mkdtempSync(join(tmpdir(), 'latchkey-run-'))
})
afterEach(() => {
  app.close()
  rmSync(folder, { recursive: true })
})

const file = (name: string) => join(folder, name)
const inShell = (script: string, ...options: string[]) => ({
  command: ['run', ...options, '--', 'sh', '-c', script, 'sh', folder],
  home: app.home,
})

/** The environment that the program found. */
async function environmentOf(options: readonly string[], given: Record<string, string> = {}) {
  const ended = await run({ ...inShell('env > "$1/env"', ...options), given })
  expect(ended).toEqual({ code: 0, stdout: '', stderr: '' })
  const lines = readFileSync(file('env'), 'utf8').trimEnd().split('\n')
  return Object.fromEntries(
    lines.map(line => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

describe.skipIf(process.platform === 'win32')('latchkey run', () => {
  it('gives the key to the program, and says which that is', async () => {
    const environment = await environmentOf([])
    expect(environment).toMatchObject({ PLEX_TOKEN: 'THE-KEY' })
    expect(environment).not.toHaveProperty('PLEX_URL')
    expect(process.env).not.toHaveProperty('PLEX_TOKEN')
    expect(app.heard[0]?.ask).toMatchObject({
      ask: 'key',
      name: 'sh',
      preset: null,
      once: false,
      waits: true,
      program: {
        path: expect.stringMatching(/^\/.*\/sh$/) as unknown,
        command: ['sh', '-c', 'env > "$1/env"', 'sh', folder],
      },
    })
  })

  it('tries the addresses with --probe, and takes the best that answers', async () => {
    const tried = home.addresses.map(address => ({ ...address, answers: address.reach === 'away' }))
    const listed = { id: 'abc', name: 'Home', owner: null, owned: true, online: true, version: null }
    behave = ({ socket, ask }) =>
      void socket.write(
        done(ask.ask === 'key' ? { ...lent, server: home } : { servers: [{ ...listed, addresses: tried }] }),
      )
    expect(await environmentOf(['--server', 'Home', '--probe'])).toMatchObject({
      PLEX_URL: 'https://away.plex.direct',
    })
    expect(app.heard.map(({ ask }) => ask.ask)).toEqual(['key', 'servers'])
    for (const address of tried) address.answers = false
    const ended = await run(inShell('touch "$1/ran"', '--server', 'Home', '--probe'))
    expect([ended.code, existsSync(file('ran'))]).toEqual([125, false])
    expect(ended.stderr).toContain('No address of “Home” answers')
  })

  it('names the variables as the program wants them, with the best address', async () => {
    behave = ({ socket }) => void socket.write(done({ ...lent, server: home }))
    expect(
      await environmentOf([
        '--as',
        'python-plexapi',
        '--server',
        'Home',
        '--for',
        'Nightly',
        '--once',
        '--no-wait',
      ]),
    ).toMatchObject({
      PLEXAPI_AUTH_SERVER_BASEURL: 'http://192.168.1.2:32400',
      PLEXAPI_AUTH_SERVER_TOKEN: 'THE-KEY',
      PLEXAPI_HEADER_IDENTIFIER: 'id',
      PLEXAPI_HEADER_DEVICE_NAME: 'sh',
      PLEXAPI_HEADER_PRODUCT: 'Latchkey',
    })
    expect(app.heard[0]?.ask).toMatchObject({
      name: 'Nightly',
      preset: 'python-plexapi',
      server: 'Home',
      once: true,
      waits: false,
    })
  })

  it('takes the preset that the key was made for', async () => {
    behave = ({ socket }) => void socket.write(done({ ...lent, preset: 'kometa' }))
    const environment = await environmentOf([])
    expect([environment['KOMETA_PLEX_TOKEN'], environment['PLEX_TOKEN']]).toEqual(['THE-KEY', undefined])
  })

  it('gives it the environment that the command was given, without what an AppImage added', async () => {
    const environment = await environmentOf([], {
      MINE: 'kept',
      APPDIR: '/tmp/.mount_x',
      APPIMAGE: '/home/ada/Latchkey.AppImage',
      LD_LIBRARY_PATH: '/tmp/.mount_x/usr/lib:/mine',
    })
    expect(environment).toMatchObject({ MINE: 'kept', LD_LIBRARY_PATH: '/mine' })
    expect(environment).not.toHaveProperty('APPIMAGE')
    expect(environment).not.toHaveProperty('ELECTRON_RUN_AS_NODE')
  })

  it.each([
    ['exit 0', 0],
    ['exit 3', 3],
    ['exit 125', 125],
    ['kill -TERM $$', 143],
    ['kill -KILL $$', 137],
    ['kill -INT $$', 130],
  ])('%s ends with %i', async (script, code) => {
    expect(await run(inShell(script))).toEqual({ code, stdout: '', stderr: '' })
  })

  it.each([
    ['a program that is not there', ['no-such-program'], 127],
    ['a path that is not there', ['/no/such/program'], 127],
    ['a file that is no program', ['/etc/passwd'], 126],
    ['a folder', ['/etc'], 126],
  ])('asks for no key for %s', async (_what, command, code) => {
    const ended = await run({ command: ['run', '--', ...command], home: app.home })
    expect([ended.code, ended.stdout, app.heard]).toEqual([code, '', []])
    expect(ended.stderr).toContain(command[0])
  })

  it('finds what it cannot start', async () => {
    writeFileSync(file('broken'), '#!/no/such/interpreter\n')
    chmodSync(file('broken'), 0o755)
    expect((await run({ command: ['run', '--', file('broken')], home: app.home })).code).toBe(127)
  })

  it.each(['not-now', 'signed-out', 'nobody-to-ask', 'offline'])(
    'is not begun without a key: %s',
    async reason => {
      behave = ({ socket }) => socket.end(refused(reason, 'failed', { detail: 'sh' }))
      const plain = await run(inShell('touch "$1/ran"'))
      expect([plain.code, existsSync(file('ran'))]).toEqual([125, false])
      const json = await run(inShell('touch "$1/ran"', '--json'))
      expect([json.code, JSON.parse(json.stdout)]).toMatchObject([125, { error: { reason } }])
    },
  )

  it('holds the connection as long as the program runs, and lets go of it then', async () => {
    const running = createRun(inShell('while [ ! -e "$1/go" ]; do sleep 0.02; done', '--once'))
    await expect.poll(() => app.heard.length).toBe(1)
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(app.connected()).toBe(1)
    writeFileSync(file('go'), '')
    expect(await running.ended).toBe(0)
    await expect.poll(() => app.connected()).toBe(0)
  })

  it('goes on with the program where the app goes away, or says more', async () => {
    behave = ({ socket }) => {
      socket.write(done(lent))
      setTimeout(() => socket.end('and more\n'), 50)
    }
    const running = createRun(inShell('while [ ! -e "$1/go" ]; do sleep 0.02; done; exit 9'))
    await expect.poll(() => app.heard.length).toBe(1)
    await expect.poll(() => app.connected()).toBe(0)
    writeFileSync(file('go'), '')
    expect(await running.ended).toBe(9)
  })

  it.each(['SIGTERM', 'SIGHUP'] as const)('passes %s on', async signal => {
    const name = signal.slice('SIG'.length)
    const running = createRun(
      inShell(`trap 'exit 77' ${name}; touch "$1/ready"; while :; do sleep 0.02; done`),
    )
    await expect.poll(() => existsSync(file('ready'))).toBe(true)
    running.signal(signal)
    expect(await running.ended).toBe(77)
  })
})
