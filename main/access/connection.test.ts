import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_FILES, MOST_KEYS, MOST_PROGRAMS } from '../../common/key-limits.ts'
import { type Ask, LONGEST_ANSWER_BYTES, LONGEST_LINE_BYTES, PROTOCOL } from '../../common/access.ts'
import { ManualClock } from '../clock.fake.ts'
import { type Answered, type Call, createConnections, LINE_WITHIN_MS, MOST_SERVED } from './connection.ts'
import { done, refused } from './ending.ts'
import { AGAIN_AFTER_MS } from '../start/kept-socket.ts'
import { proofOf } from './pipe.ts'
import { openSocket } from './socket.ts'

const hello = (ask: unknown = { ask: 'keys' }, over = {}) =>
  `${JSON.stringify({ protocol: PROTOCOL, version: '1.2.3', ask, ...over })}\n`

const NO_KEYS = `${JSON.stringify(done({ keys: [] }))}\n`
const lineOf = (ending: ReturnType<typeof refused>) => `${JSON.stringify(ending)}\n`
const MALFORMED = lineOf(refused('malformed'))

const NONCE = 'n'.repeat(43)
const proven = (secret: string) => ({ nonce: NONCE, proof: proofOf(secret, 'command', NONCE) })
const PROOF = `${JSON.stringify({ proof: proofOf('secret', 'app', NONCE) })}\n`

describe.skipIf(process.platform === 'win32')('the socket of the commands', () => {
  let home: string
  let place: string
  let clock: ManualClock
  let reports: string[]
  let calls: Array<{ ask: Ask; call: Call }>
  let answer: (ask: Ask, call: Call) => Promise<Answered>
  let close: () => void
  let dispose: () => void
  let served: Socket[]
  let secret: string | null
  const dialled: Socket[] = []

  function open() {
    const connections = createConnections({
      clock,
      version: '9.9.9',
      answer(ask, call) {
        calls.push({ ask, call })
        return answer(ask, call)
      },
      report: what => void reports.push(what),
    })
    dispose = () => connections.dispose()
    close = openSocket({
      clock,
      folder: home,
      heard(caller) {
        served.push(caller)
        connections.serve(caller, secret)
      },
      report: (what, error) => void reports.push(`${what}: ${String(error)}`),
    })
  }

  beforeEach(async () => {
    home = mkdtempSync(join(tmpdir(), 'latchkey-commands-'))
    place = join(home, 'lock')
    mkdirSync(place, { mode: 0o700 })
    symlinkSync(join(place, 'SingletonSocket'), join(home, 'SingletonSocket'))
    clock = new ManualClock()
    reports = []
    calls = []
    served = []
    secret = null
    answer = async () => ({ ending: done({ keys: [] }) })
    close = () => {}
  })
  afterEach(() => {
    close()
    for (const socket of dialled.splice(0)) socket.destroy()
    rmSync(home, { recursive: true })
  })

  async function listening() {
    open()
    await turn()
    await turn()
  }

  function dial(): Socket {
    const socket = connect(join(place, 'commands')).on('error', () => {})
    dialled.push(socket)
    return socket
  }

  /** What a caller hears that says this, up to its end. */
  async function heard(said: string | Buffer): Promise<string> {
    const socket = dial()
    socket.write(said)
    return text(socket)
  }

  /** Every caller has gone, as this end sees it. */
  async function left() {
    while (!served.every(({ closed }) => closed)) await turn()
    await turn()
  }

  it('is for this person alone', async () => {
    await listening()
    expect([statSync(join(place, 'commands')).mode & 0o777, reports]).toEqual([0o600, []])
  })

  it.each<[what: string, said: string | Buffer, answered: string]>([
    ['a question', hello(), NO_KEYS],
    ['nonsense', 'nonsense\n', MALFORMED],
    ['no text at all', Buffer.from([0xff, 0xfe, 0x00, 0x0a]), MALFORMED],
    ['an empty line', '\n', MALFORMED],
    ['another question than there is', hello({ ask: 'token' }), MALFORMED],
    ['a question with more in it', hello({ ask: 'keys', more: 1 }), MALFORMED],
    ['a question of nobody’s release', hello({ ask: 'keys' }, { version: 3 }), MALFORMED],
    ['two lines', hello() + hello(), MALFORMED],
    ['a line and a half', `${hello()}{"prot`, MALFORMED],
    [
      'a later release',
      hello({ ask: 'new' }, { protocol: PROTOCOL + 1 }),
      lineOf(refused('protocol', '9.9.9')),
    ],
    ['an earlier release', hello({ ask: 'old' }, { protocol: 0 }), lineOf(refused('protocol', '9.9.9'))],
    ['a line without an end', 'x'.repeat(LONGEST_LINE_BYTES + 1), MALFORMED],
    ['a name as of an object’s own', '{"__proto__":{"protocol":1}}\n', MALFORMED],
    ['very deep nonsense', `${'['.repeat(100_000)}\n`, MALFORMED],
  ])('answers %s', async (_what, said, answered) => {
    await listening()
    expect(await heard(said)).toBe(answered)
    expect(await heard(hello())).toBe(NO_KEYS)
    await left()
    expect(clock.pending).toBe(0)
  })

  it.each([
    ['knows the secret', hello({ ask: 'keys' }, { pipe: proven('secret') }), `${PROOF}${NO_KEYS}`],
    ['knows it, and is of another release', hello({ ask: 'new' }, { pipe: proven('secret') }), ''],
    ['knows none', hello(), ''],
    ['knows another', hello({ ask: 'keys' }, { pipe: proven('secret2') }), ''],
    [
      'repeats what an app says',
      hello({ ask: 'keys' }, { pipe: { nonce: NONCE, proof: PROOF.slice(10, 53) } }),
      '',
    ],
    [
      'proves another call',
      hello({ ask: 'keys' }, { pipe: { ...proven('secret'), nonce: 'o'.repeat(43) } }),
      '',
    ],
    ['speaks nonsense', 'nonsense\n', ''],
    ['says too much', hello() + hello(), ''],
    ['is of another release', hello({ ask: 'new' }, { protocol: PROTOCOL + 1 }), ''],
  ])('tells nothing, where everybody can call, but to who %s: %s', async (_what, said, answered) => {
    secret = 'secret'
    await listening()
    expect(await heard(said).catch(() => '')).toBe(answered)
  })

  it('takes a line in pieces', async () => {
    await listening()
    const socket = dial()
    for (const piece of hello()) {
      socket.write(piece)
      await turn()
    }
    expect(await text(socket)).toBe(NO_KEYS)
  })

  it.each([
    ['says nothing', ''],
    ['says half a line', hello().slice(0, 20)],
  ])('lets a caller go that %s', async (_what, said) => {
    await listening()
    const socket = dial()
    socket.write(said)
    while (served[0]?.bytesRead !== said.length) await turn()
    const ended = once(socket.resume(), 'close')
    await clock.advance(LINE_WITHIN_MS)
    await ended
    expect([calls.length, clock.pending]).toEqual([0, 0])
  })

  it('is told where whoever asked has gone, and answers nobody', async () => {
    let release = (_answered: Answered) => {}
    answer = () => new Promise(resolve => void (release = resolve))
    await listening()
    const socket = dial()
    socket.write(hello())
    while (calls.length === 0) await turn()
    const { gone, tell } = calls[0]!.call
    expect(gone.aborted).toBe(false)
    socket.destroy()
    while (!gone.aborted) await turn()
    tell({ progress: 'asking', remainingMs: 60_000 })
    release({ ending: done({ keys: [] }) })
    await turn()
    await clock.advance(LINE_WITHIN_MS)
    expect([reports, served.every(({ destroyed }) => destroyed), clock.pending]).toEqual([[], true, 0])
  })

  it('ends with whoever goes on talking', async () => {
    answer = () => new Promise(() => {})
    await listening()
    const socket = dial()
    socket.write(hello())
    while (calls.length === 0) await turn()
    socket.write('more')
    await once(socket.resume(), 'close')
    expect(calls[0]!.call.gone.aborted).toBe(true)
  })

  it('says what happens meanwhile, and keeps open what is used', async () => {
    answer = async (_ask, { tell }) => {
      tell({ progress: 'asking', remainingMs: 60_000 })
      return { ending: done({ keys: [] }), stays: true }
    }
    await listening()
    const socket = dial()
    let said = ''
    socket.on('data', bytes => (said += String(bytes))).write(hello())
    while (!said.includes('end')) await turn()
    await clock.advance(10 * LINE_WITHIN_MS)
    expect([said, socket.destroyed]).toEqual([`{"progress":"asking","remainingMs":60000}\n${NO_KEYS}`, false])
    dispose()
    await once(socket, 'close')
    // It has had its answer.
    expect(said).toBe(`{"progress":"asking","remainingMs":60000}\n${NO_KEYS}`)
  })

  it('lets a caller go that never reads, however much there is to say', async () => {
    answer = async (_ask, { tell }) => {
      for (let times = 0; times < 100_000; times++) tell({ progress: 'asking', remainingMs: 60_000 })
      return { ending: done({ keys: [] }) }
    }
    await listening()
    const socket = dial().pause()
    socket.write(hello())
    while (served[0]?.writableEnded !== true) await turn()
    // What it does not read is not heaped up.
    expect(served[0]!.writableLength).toBeLessThan(1_048_576)
    await clock.advance(LINE_WITHIN_MS)
    await turn()
    expect([served[0]!.destroyed, clock.pending]).toEqual([true, 0])
  })

  it.each<[what: string, ending: unknown]>([
    ['what is no answer to that', done({ servers: [] })],
    ['more than was asked for', done({ keys: [], token: 'x' })],
    ['what is no ending', { end: 'perhaps' }],
    ['a line that is too long', refused('failed', 'x'.repeat(LONGEST_ANSWER_BYTES))],
  ])('never says %s', async (_what, ending) => {
    answer = async () => ({ ending: ending as never })
    await listening()
    expect(await heard(hello())).toBe(lineOf(refused('failed')))
    expect(reports).toEqual(['The answer to keys was not one'])
  })

  it('says that it failed where it did', async () => {
    answer = () => Promise.reject(new Error('secret'))
    await listening()
    expect([await heard(hello()), reports]).toEqual([
      lineOf(refused('failed')),
      ['A command was not answered'],
    ])
  })

  it('answers a thousand at once, and whoever comes after them', async () => {
    await listening()
    const said = await Promise.all(Array.from({ length: 1_000 }, () => heard(hello())))
    expect(new Set(said)).toEqual(new Set([NO_KEYS]))
    expect(await heard(hello())).toBe(NO_KEYS)
    await left()
    expect([calls.length, clock.pending]).toEqual([1_001, 0])
  })

  it('says a list whole, with as many keys as there can be and all that may have them', async () => {
    const at = '2026-01-01T00:00:00.000Z'
    const path = `/home/ada/${'x'.repeat(60)}`
    const programs = Array.from({ length: MOST_PROGRAMS }, () => ({ path, allowedAt: at, usedAt: at }))
    const keys = Array.from({ length: MOST_KEYS }, (_, number) => ({
      name: `Program ${number}`,
      preset: null,
      server: null,
      state: 'alive',
      madeAt: at,
      lent: null,
      programs,
      files: Array.from({ length: MOST_FILES }, () => path),
    }))
    answer = async () => ({ ending: done({ keys }) })
    await listening()
    const said = await heard(hello())
    expect(said.length).toBeGreaterThan(1_000_000)
    expect([JSON.parse(said), reports]).toEqual([done({ keys }), []])
  })

  it('answers who asks though more are there than it has room for, and lets those go that say nothing', async () => {
    await listening()
    const idle = Array.from({ length: MOST_SERVED + 20 }, dial)
    while (served.length < idle.length) await turn()
    expect(await heard(hello())).toBe(NO_KEYS)
    const crowded = await Promise.all(idle.slice(0, 20).map(each => text(each)))
    expect(new Set(crowded)).toEqual(new Set([lineOf(refused('crowded'))]))
    expect(idle.at(-1)!.readyState).toBe('open')
  })

  it('tells whoever comes while all its callers wait that there is no room', async () => {
    answer = () => new Promise(() => {})
    await listening()
    for (let count = 0; count < MOST_SERVED; count++) dial().write(hello())
    while (calls.length < MOST_SERVED) await turn()
    expect(await heard(hello())).toBe(lineOf(refused('crowded')))
    expect([calls.length, calls.some(({ call }) => call.gone.aborted)]).toEqual([MOST_SERVED, false])
    dialled.shift()!.destroy()
    while (!calls.some(({ call }) => call.gone.aborted)) await turn()
    await turn()
    answer = async () => ({ ending: done({ keys: [] }) })
    expect(await heard(hello())).toBe(NO_KEYS)
  })

  it('tells all who wait that the app quits', async () => {
    answer = () => new Promise(() => {})
    await listening()
    const waiting = [heard(hello()), heard(hello()), heard('{"pro')]
    while (served.length < 3 || calls.length < 2) await turn()
    dispose()
    const answered = await Promise.all(waiting)
    expect(answered).toEqual([1, 2, 3].map(() => lineOf(refused('failed'))))
    expect(calls.every(({ call }) => call.gone.aborted)).toBe(true)
  })

  it('takes the place of one that an app left which was killed', async () => {
    const left = createServer().listen(join(place, 'commands'))
    await once(left, 'listening')
    await listening()
    expect([await heard(hello()), reports]).toEqual([NO_KEYS, []])
    left.close()
  })

  it.each<[what: string, change: () => void]>([
    ['it was removed', () => rmSync(join(place, 'commands'))],
    ['its folder was removed', () => rmSync(place, { recursive: true })],
    [
      'its folder was moved away',
      () => {
        renameSync(place, `${place}.old`)
      },
    ],
    [
      'something else is in its place',
      () => {
        rmSync(join(place, 'commands'))
        writeFileSync(join(place, 'commands'), '')
        rmSync(join(place, 'commands'))
      },
    ],
  ])('is made anew where %s, and who is connected stays', async (_what, change) => {
    await listening()
    const before = dial()
    while (served.length === 0) await turn()
    for (let times = 1; times <= 2; times++) {
      change()
      await expect.poll(() => reports.length).toBe(times)
      await expect.poll(() => heard(hello()).catch(() => '')).toBe(NO_KEYS)
      expect(statSync(join(place, 'commands')).mode & 0o777).toBe(0o600)
      expect(statSync(place).mode & 0o777).toBe(0o700)
      rmSync(`${place}.old`, { recursive: true, force: true })
    }
    before.write(hello())
    expect(await text(before)).toBe(NO_KEYS)
    expect(new Set(reports)).toEqual(
      new Set(['What commands reach this app by was removed, and is made anew: undefined']),
    )
    await left()
    expect(clock.pending).toBe(0)
  })

  it('goes on where one caller could not be let in, as without file descriptors', async () => {
    const made: Server[] = []
    const listen = vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...how) {
      made.push(this)
      listen.mockRestore()
      return this.listen(...(how as unknown as []))
    })
    await listening()
    made[0]!.emit('error', new Error('EMFILE'))
    expect(await heard(hello())).toBe(NO_KEYS)
    expect(reports).toEqual(['A command was not heard: Error: EMFILE'])
  })

  it('is tried again where it could not be made anew', async () => {
    await listening()
    rmSync(place, { recursive: true })
    writeFileSync(place, '')
    await expect.poll(() => reports.length).toBe(2)
    rmSync(place)
    await clock.advance(AGAIN_AFTER_MS)
    await expect.poll(() => heard(hello()).catch(() => '')).toBe(NO_KEYS)
  })

  it.each<[what: string, before: () => void]>([
    ['others may enter its folder', () => chmodSync(place, 0o755)],
    [
      'its folder is a link',
      () => {
        rmSync(place, { recursive: true })
        symlinkSync(tmpdir(), place)
      },
    ],
    [
      'its folder is gone, and none can be made',
      () => {
        rmSync(place, { recursive: true })
        rmSync(join(home, 'SingletonSocket'))
        symlinkSync(join(home, 'none', 'lock', 'SingletonSocket'), join(home, 'SingletonSocket'))
      },
    ],
    ['nobody has the lock', () => rmSync(join(home, 'SingletonSocket'))],
    ['a file of somebody’s is in its place', () => writeFileSync(join(place, 'commands'), 'mine')],
    ['a folder of somebody’s is in its place', () => mkdirSync(join(place, 'commands'))],
  ])('is not there where %s, and the app goes on', async (_what, before) => {
    before()
    await listening()
    await pause(20)
    expect(reports).toEqual([expect.stringMatching(/^No command can reach this app: /)])
    expect(served).toEqual([])
    if (existsSync(join(place, 'commands'))) expect(statSync(join(place, 'commands')).isSocket()).toBe(false)
    expect(() => close()).not.toThrow()
  })
})
