import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp, done, line } from './app.fake.ts'
import { pipeIn } from './pipe.ts'
import { run } from './terminal.fake.ts'

const path = String.raw`\\.\pipe\latchkey-abcdefghij-lmnopqrst_v`
const secret = `${'s'.repeat(41)}-_`

let home: string
const note = (text: string) => writeFileSync(join(home, 'commands'), text)
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'latchkey-pipe-'))
})
afterEach(() => rmSync(home, { recursive: true }))

// What this decides, not Windows: there it was not run.
describe('the way to the app on Windows', () => {
  it('is what the app has noted', () => {
    note(JSON.stringify({ path, secret }))
    expect(pipeIn(home)).toEqual({ path, secret })
  })

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['null', 'null'],
    ['a pipe of another program', JSON.stringify({ path: String.raw`\\.\pipe\docker_engine`, secret })],
    ['a pipe of another computer', JSON.stringify({ path: path.replace('.', 'evil'), secret })],
    ['a path in a pipe’s', JSON.stringify({ path: String.raw`${path}\..\x`, secret })],
    ['a file', JSON.stringify({ path: 'C:\\commands', secret })],
    ['no secret', JSON.stringify({ path })],
    ['a short secret', JSON.stringify({ path, secret: 's' })],
    ['more than is known', JSON.stringify({ path, secret, more: 1 })],
    ['far too much', `${JSON.stringify({ path, secret })}${' '.repeat(2_000)}`],
  ])('is not known from a note that says %s', (_what, text) => {
    note(text)
    expect(pipeIn(home)).toBeUndefined()
  })

  it('is not known where there is no note, or a folder in its place', () => {
    expect(pipeIn(home)).toBeUndefined()
    mkdirSync(join(home, 'commands'))
    expect(pipeIn(home)).toBeUndefined()
  })
})

describe.skipIf(process.platform === 'win32')('a command on Windows', () => {
  const platform = Object.getOwnPropertyDescriptor(process, 'platform')!
  const folder = process.cwd()
  beforeEach(() => {
    // The name of a pipe is that of a socket in this folder here.
    process.chdir(home)
    Object.defineProperty(process, 'platform', { ...platform, value: 'win32' })
  })
  afterEach(() => {
    Object.defineProperty(process, 'platform', platform)
    process.chdir(folder)
  })

  const proofOf = (known: string, side: string, nonce: string) =>
    createHmac('sha256', known).update(`${side} ${nonce}`).digest('base64url')
  const proving = (known: string) => (nonce: string) => line({ proof: proofOf(known, 'app', nonce) })

  it.each<[what: string, first: (nonce: string) => string, code: number]>([
    ['proves that it knows its note', proving(secret), 0],
    ['knows another', proving('another'), 1],
    ['repeats what the command proves', nonce => line({ proof: proofOf(secret, 'command', nonce) }), 1],
    ['proves another call', () => proving(secret)('n'.repeat(43)), 1],
    ['answers at once', () => '', 1],
    ['says nonsense', () => 'nonsense\n', 1],
  ])(
    'believes who is at the pipe, and never says what both know, where that %s',
    async (_what, first, code) => {
      const app = await createApp(({ socket, hello }) =>
        socket.end(`${first(hello.pipe?.nonce ?? '')}${done({ keys: [] })}`),
      )
      try {
        note(JSON.stringify({ path, secret }))
        await app.listen(path)
        const ran = await run({ command: ['keys', '--json'], home })
        expect(ran.code).toBe(code)
        if (code !== 0) expect(JSON.parse(ran.stdout)).toMatchObject({ error: { reason: 'shut' } })
        const [{ pipe: { nonce = '', proof = '' } = {} } = {}] = app.heard
        expect([app.heard.length, proof, JSON.stringify(app.heard).includes(secret)]).toEqual([
          1,
          proofOf(secret, 'command', nonce),
          false,
        ])
      } finally {
        app.close()
      }
    },
  )

  it('starts the app where nobody is at the pipe of the note', async () => {
    note(JSON.stringify({ path, secret }))
    const { code, stdout } = await run({ command: ['keys', '--json'], home })
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { reason: 'unstarted' } }])
  })
})
