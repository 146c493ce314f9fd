import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Behaviour, createApp, done, refused } from '../app.fake.ts'
import { lentKey } from '../lent-key.fake.ts'
import { run } from '../terminal.fake.ts'

let app: Awaited<ReturnType<typeof createApp>>
let behave: Behaviour
beforeEach(async () => {
  app = await createApp(said => behave(said))
  await app.listen()
})
afterEach(() => app.close())

const ESCAPE = '\u001b'
const DAY_MS = 86_400_000
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString()

const status = {
  state: 'signed-in',
  account: { name: 'Ada', username: null, email: null },
  confirmedAt: ago(2),
  kept: 'keychain',
  problem: null,
  keys: 1,
  version: '1.2.3',
}
const key = {
  name: 'Kometa',
  preset: 'kometa',
  server: 'Home',
  state: 'alive',
  madeAt: ago(9),
  lent: { at: ago(1), how: 'program', program: '/opt/kometa' },
  programs: [{ path: '/opt/kometa', allowedAt: ago(9), usedAt: ago(1) }],
  files: ['/home/ada/config.ini'],
}
const server = {
  id: 'abc',
  name: 'Home',
  owner: null,
  owned: true,
  online: true,
  version: '1.43.0',
  addresses: [
    { url: 'http://192.168.1.2:32400', reach: 'home', answers: true },
    { url: 'https://relay.plex.direct', reach: 'relay', answers: null },
  ],
}

/** What each verb asks for, and what it is answered. */
const verbs: readonly {
  command: string
  asks: object
  data: object
  says: readonly string[]
  gives?: object
}[] = [
  {
    command: 'status',
    asks: { ask: 'status' },
    data: status,
    says: [
      'Signed in as Ada',
      'Confirmed by Plex 2 days ago',
      'Kept in your system keychain',
      '1 key of a program',
      'Latchkey 1.2.3 is running',
    ],
    gives: { ...status, app: 'running' },
  },
  {
    command: 'keys',
    asks: { ask: 'keys' },
    data: { keys: [key] },
    says: [
      'Kometa  alive, Kometa, Home, handed out 1 day ago to /opt/kometa',
      '  may be had by /opt/kometa',
      '  written to /home/ada/config.ini',
    ],
  },
  {
    command: 'keys list',
    asks: { ask: 'keys' },
    data: { keys: [] },
    says: ['There are no keys yet. “latchkey run” and “latchkey keys add NAME” make them.'],
  },
  {
    command: 'keys add backup --as python-plexapi --server Home --write /home/ada/config.ini',
    asks: {
      ask: 'add-key',
      name: 'backup',
      preset: 'python-plexapi',
      server: 'Home',
      terminal: false,
      remote: false,
      waits: true,
      program: null,
      write: '/home/ada/config.ini',
    },
    data: { name: 'backup', program: null, file: '/home/ada/config.ini' },
    says: ['The key “backup” is made.', 'It is in /home/ada/config.ini.'],
  },
  {
    command: 'keys revoke backup',
    asks: { ask: 'revoke-key', name: 'backup' },
    data: { revoked: 'owed', files: ['/home/ada/config.ini'], remains: null },
    says: [
      '“backup” is given up. Plex could not be told yet: Latchkey goes on trying.',
      'Taken out of /home/ada/config.ini.',
    ],
    gives: { name: 'backup', revoked: 'owed', files: ['/home/ada/config.ini'], remains: null },
  },
  {
    command: 'servers --probe',
    asks: { ask: 'servers', probe: true },
    data: { servers: [server] },
    says: [
      'Home',
      '  http://192.168.1.2:32400  in your network, answers',
      '  https://relay.plex.direct  through Plex’s relay',
    ],
  },
  {
    command: 'token --for backup',
    asks: {
      ask: 'key',
      name: 'backup',
      preset: null,
      server: null,
      terminal: false,
      remote: false,
      waits: true,
      once: false,
      program: null,
    },
    data: lentKey,
    says: ['THE-KEY'],
    gives: { name: 'backup', key: 'THE-KEY', identifier: 'id' },
  },
  {
    command: 'sign-in --open',
    asks: { ask: 'sign-in', open: true },
    data: { account: { name: 'Ada' }, kept: 'keychain' },
    says: ['Signed in as Ada.'],
    gives: { state: 'signed-in', account: { name: 'Ada' }, kept: 'keychain' },
  },
  {
    command: 'sign-out --keys',
    asks: { ask: 'sign-out', keys: true },
    data: { revoked: 'done', keys: 'revoked' },
    says: ['Signed out. Your sign-in is revoked at Plex.', 'The keys of programs are revoked too.'],
  },
  {
    command: 'doctor',
    asks: { ask: 'doctor' },
    data: { checks: [{ name: 'tray', result: 'warning', said: 'There is no tray.', next: 'Install one.' }] },
    says: ['warning  There is no tray.', '         Install one.'],
  },
]

const home = () => ({ home: app.home })

describe.each(verbs)('latchkey $command', ({ command, asks, data, says, gives }) => {
  it('asks the app, and says what it answers', async () => {
    behave = ({ socket }) => socket.end(done(data))
    expect(await run({ command: command.split(' '), ...home() })).toEqual({
      code: 0,
      stdout: `${says.join('\n')}\n`,
      stderr: '',
    })
    expect(app.heard.map(({ ask }) => ask)).toEqual([asks])
  })

  it('gives one object with --json', async () => {
    behave = ({ socket }) => socket.end(done(data))
    const { code, stdout, stderr } = await run({ command: [...command.split(' '), '--json'], ...home() })
    expect([code, stderr, stdout.split('\n').length]).toEqual([0, '', 2])
    expect(JSON.parse(stdout)).toEqual({ schema: 1, ...(gives ?? data) })
  })

  it.each([
    ['signed-out', 'signed-out', 3],
    ['offline', 'unreached', 4],
    ['keychain-locked', 'keychain', 5],
    ['silenced', 'not-allowed', 6],
    ['busy', 'failed', 1],
  ])(
    'that is refused for %s ends with the code of %s, with --json and without',
    async (reason, exit, code) => {
      behave = ({ socket }) => socket.end(refused(reason, exit))
      const words = command.split(' ')
      const [plain, json] = [
        await run({ command: words, ...home() }),
        await run({ command: [...words, '--json'], ...home() }),
      ]
      expect([plain.code, json.code]).toEqual([code, code])
      expect(plain.stdout).toBe('')
      expect(plain.stderr).toMatch(/^latchkey: [^\n]+\n$/)
      const { schema, error } = JSON.parse(json.stdout) as {
        schema: number
        error: { reason: string; message: string }
      }
      expect([schema, error.reason, `latchkey: ${error.message}\n`]).toEqual([1, reason, plain.stderr])
    },
  )
})

it('status tells what is known where something is wrong too', async () => {
  const known = { ...status, problem: { layer: 'network', reason: 'offline' } }
  behave = ({ socket }) => socket.end(refused('offline', 'unreached', { data: known }))
  const { code, stdout, stderr } = await run({ command: ['status'], ...home() })
  expect(code).toBe(4)
  expect(stdout).toContain('Signed in as Ada\nYou are offline\n')
  expect(stderr).toBe(
    'latchkey: You are offline. Check this computer’s network connection, then try again.\n',
  )
  const json = await run({ command: ['status', '--json'], ...home() })
  expect(JSON.parse(json.stdout)).toMatchObject({ schema: 1, keys: 1, error: { reason: 'offline' } })
})

it('status does not say that nobody is signed in where the keychain alone knows', async () => {
  const problem = { layer: 'keychain', reason: 'keychain-locked' }
  const known = { ...status, state: 'signed-out', account: null, confirmedAt: null, kept: null, problem }
  behave = ({ socket }) => socket.end(refused('keychain-locked', 'keychain', { data: known }))
  const { code, stdout, stderr } = await run({ command: ['status'], ...home() })
  expect([code, stdout.split('\n').slice(0, 2)]).toEqual([
    5,
    ['Whether you are signed in is not known now', 'Your keychain is locked'],
  ])
  expect(stderr).toBe(
    'latchkey: Your keychain is locked. Open Latchkey’s window, where your keychain can ask you, or unlock it yourself; then run this again.\n',
  )
})

it('doctor fails where a check does', async () => {
  const checks = [{ name: 'tray', result: 'failed', said: 'There is no tray.', next: null }]
  behave = ({ socket }) => socket.end(done({ checks }))
  const { code, stdout } = await run({ command: ['doctor'], ...home() })
  expect([code, stdout]).toEqual([1, 'failed   There is no tray.\n'])
})

it('what could do things to a terminal is shown as what it is', async () => {
  behave = ({ socket }) =>
    socket.end(
      done({ servers: [{ ...server, name: `\u202e${ESCAPE}[2J`, owned: false, owner: 'a\u009bb' }] }),
    )
  const { stdout } = await run({ command: ['servers'], ...home() })
  expect(stdout).toContain('\ufffd\ufffd[2J  shared by a\ufffdb\n')
})

it.each([
  ['keys --nope', '“--nope” is not understood here. “latchkey help keys” tells what is.'],
  ['keys add', 'NAME is missing. “latchkey help keys add” tells what belongs there.'],
  ['run', '-- PROGRAM is missing. “latchkey help run” tells what belongs there.'],
])('%s is answered with where help is', async (command, said) => {
  const { stderr } = await run({ command: command.split(' '), ...home() })
  expect(stderr).toBe(`latchkey: ${said}\n`)
})

it.each([
  ['sh', expect.stringMatching(/^\/.*\/sh$/)],
  ['./verbs.test.ts', undefined],
  ['no-such-program', undefined],
])('a key is made beforehand for the program %s, if that is one', async (program, path) => {
  behave = ({ socket }) => socket.end(done({ name: 'backup', program: null, file: null }))
  const { code } = await run({ command: ['keys', 'add', 'backup', '--program', program], ...home() })
  expect([code, app.heard.map(({ ask }) => ask)]).toMatchObject(
    path === undefined ? [2, []] : [0, [{ program: path as unknown }]],
  )
})
