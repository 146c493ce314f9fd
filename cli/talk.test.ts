import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { existsSync } from 'node:fs'
import { LONGEST_ANSWER_BYTES, PROTOCOL } from '../common/access.ts'
import { createText } from '../common/text.ts'
import { type Behaviour, createApp, done, line, refused } from './app.fake.ts'
import { createRun, run } from './terminal.fake.ts'

const STATUS = {
  state: 'signed-in',
  account: { name: 'Ada', username: null, email: null },
  confirmedAt: null,
  kept: 'keychain',
  problem: null,
  keys: 2,
  version: '1.2.3',
}

let app: Awaited<ReturnType<typeof createApp>>
let behave: Behaviour
beforeEach(async () => {
  behave = ({ socket }) => socket.end(done(STATUS))
  app = await createApp(said => behave(said))
})
afterEach(() => {
  vi.useRealTimers()
  app.close()
})

const status = (more: Partial<Parameters<typeof run>[0]> = {}) =>
  run({ command: ['status', '--json'], home: app.home, ...more })
const reasonIn = ({ stdout }: { stdout: string }) =>
  (JSON.parse(stdout) as { error?: { reason: string } }).error?.reason

describe('a person without a home folder', () => {
  it('is told so by whatever asks the app, which would be looked for where anybody can put another', async () => {
    const ended = await status({ home: null })
    expect([ended.code, reasonIn(ended)]).toEqual([1, 'homeless'])
  })

  it('has the commands that need no app', async () => {
    expect((await run({ command: ['presets', '--json'], home: null })).code).toBe(0)
  })
})

describe('the app', () => {
  beforeEach(() => app.listen())

  it('is told the protocol, the release and what is wanted', async () => {
    expect(await status()).toMatchObject({ code: 0, stderr: '' })
    expect(app.heard).toEqual([{ protocol: PROTOCOL, version: '1.2.3', ask: { ask: 'status' } }])
  })

  it.each<[string, string, Behaviour]>([
    ['ended', 'dies at once', ({ socket }) => socket.destroy()],
    ['ended', 'ends in the middle of a line', ({ socket }) => socket.end(done(STATUS).slice(0, -2))],
    [
      'ended',
      'says what goes on, and dies',
      ({ socket }) => socket.end(line({ progress: 'asking', remainingMs: 60_000 })),
    ],
    ['garbled', 'says what is no JSON', ({ socket }) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['garbled', 'says nothing in a line', ({ socket }) => socket.write('\n')],
    ['garbled', 'says null', ({ socket }) => socket.write('null\n')],
    [
      'garbled',
      'says bytes that are no text',
      ({ socket }) => socket.write(Buffer.from([0xff, 0xfe, 0, 0x0a])),
    ],
    [
      'garbled',
      'says more than is known',
      ({ socket }) => socket.write(line({ end: 'done', data: STATUS, more: 1 })),
    ],
    ['garbled', 'answers something else', ({ socket }) => socket.write(done({ keys: [] }))],
    ['garbled', 'answers with nothing', ({ socket }) => socket.write(line({ end: 'done' }))],
    ['garbled', 'never ends its line', ({ socket }) => socket.write('x'.repeat(LONGEST_ANSWER_BYTES))],
    ['garbled', 'refuses for no reason', ({ socket }) => socket.write(refused('__proto__', 'failed'))],
    [
      'garbled',
      'shows a code without an end',
      ({ socket }) =>
        socket.write(
          '{"progress":"code","code":"AB12","link":"https://plex.tv/link/","remainingMs":1e999,"problem":null}\n',
        ),
    ],
    [
      'garbled',
      'shows a code of another site',
      ({ socket }) =>
        socket.write(
          line({
            progress: 'code',
            code: 'AB12',
            link: 'https://plex.tv.example/link/',
            remainingMs: 1,
            problem: null,
          }),
        ),
    ],
    [
      'protocol',
      'is of another release',
      ({ socket }) => socket.end(refused('protocol', 'failed', { detail: '9.0.0' })),
    ],
  ])('is found %s where it %s', async (reason, _what, behaviour) => {
    behave = behaviour
    const ended = await status()
    expect([ended.code, reasonIn(ended)]).toEqual([1, reason])
    await expect.poll(() => app.connected()).toBe(0)
  })

  it('is heard in pieces, however they are cut', async () => {
    behave = ({ socket }) => {
      const bytes = Buffer.from(
        line({ progress: 'asking', remainingMs: 60_000 }) +
          done({ ...STATUS, account: { ...STATUS.account, name: 'Ádá 🎬' } }),
      )
      for (const byte of bytes) socket.write(Buffer.from([byte]))
    }
    expect((JSON.parse((await status()).stdout) as typeof STATUS).account.name).toBe('Ádá 🎬')
  })

  it('ends the command where it says what goes on, for which there is no text that can be read', async () => {
    behave = ({ socket }) => socket.write(line({ progress: 'asking', remainingMs: 60_000 }))
    const text = createText(() => {
      throw new Error('ENOENT')
    })
    const ended = await run({ command: ['token', '--for', 'Kometa'], home: app.home, text })
    expect(ended).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('Install it again') })
  })

  it('is heard whole where it says much, as with many keys', async () => {
    const files = Array.from({ length: 20_000 }, (_, number) => `/home/ada/file-${number}`)
    const key = { name: 'Kometa', preset: null, server: null, state: 'alive', madeAt: null, lent: null }
    behave = ({ socket }) => socket.write(done({ keys: [{ ...key, programs: [], files }] }))
    const running = createRun({ command: ['keys', '--json'], home: app.home })
    expect(await running.ended).toBe(0)
    const said = JSON.parse(running.written.stdout) as { keys: Array<{ files: string[] }> }
    expect(said.keys[0]?.files).toEqual(files)
  })

  it.each<[string, object | undefined, number]>([
    ['says nothing', undefined, 31_000],
    ['asks for longer than it said', { progress: 'asking', remainingMs: 60_000 }, 121_000],
    ['has a question wait for longer than it said', { progress: 'queued', remainingMs: 60_000 }, 121_000],
    [
      'shows a code that is long over',
      {
        progress: 'code',
        code: 'AB12',
        link: 'https://plex.tv/link/?pin=AB12',
        remainingMs: 1_000,
        problem: null,
      },
      62_000,
    ],
    [
      'shows a code that never ends',
      {
        progress: 'code',
        code: 'AB12',
        link: 'https://plex.tv/link/?pin=AB12',
        remainingMs: Number.MAX_VALUE,
        problem: null,
      },
      3_661_000,
    ],
    ['waits for ever', { progress: 'waiting', problem: null }, 901_000],
  ])('is not waited for where it %s', async (_what, progress, ms) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    behave = ({ socket }) => void (progress !== undefined && socket.write(line(progress)))
    const running = createRun({ command: ['status', '--json'], home: app.home })
    await vi.waitFor(() => expect(app.heard).toHaveLength(1))
    for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve))
    vi.advanceTimersByTime(ms)
    expect(await running.ended).toBe(1)
    expect(reasonIn(running.written)).toBe('silent')
  })

  it('is waited for while the person answers the question before, and then this one', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let answer = () => {}
    behave = ({ socket }) => {
      socket.write(line({ progress: 'asking', remainingMs: 60_000 }))
      answer = () => void socket.end(done(STATUS))
    }
    const running = createRun({ command: ['status', '--json'], home: app.home })
    await vi.waitFor(() => expect(app.heard).toHaveLength(1))
    for (let turn = 0; turn < 5; turn++) await new Promise(resolve => setImmediate(resolve))
    vi.advanceTimersByTime(119_000)
    answer()
    expect(await running.ended).toBe(0)
  })

  it('is left at Ctrl-C', async () => {
    behave = () => {}
    const running = createRun({ command: ['status'], home: app.home })
    await expect.poll(() => app.heard.length).toBe(1)
    running.signal('SIGINT')
    expect(await running.ended).toBe(130)
    expect(running.written).toEqual({ stdout: '', stderr: '' })
    await expect.poll(() => app.connected()).toBe(0)
  })
})

describe('where no app runs', () => {
  it('it is started, and asked once it listens', async () => {
    const start = [
      '-e',
      `require('node:fs').writeFileSync(${JSON.stringify(`${app.home}/started`)}, process.argv.slice(1).join(' '))`,
      '--',
    ]
    const running = createRun({ command: ['status', '--json'], home: app.home, start })
    await expect.poll(() => existsSync(`${app.home}/started`)).toBe(true)
    await app.listen()
    expect(await running.ended).toBe(0)
    expect(JSON.parse(running.written.stdout)).toMatchObject({ app: 'started', keys: 2 })
  })

  it('and it does not start, that is said', async () => {
    const ended = await status()
    expect([ended.code, reasonIn(ended)]).toEqual([1, 'unstarted'])
  })

  it('but one of an older release is there, that is said', async () => {
    const ended = await status({ start: ['-e', '0', '--'] })
    expect([ended.code, reasonIn(ended)]).toEqual([1, 'older'])
  })
})
