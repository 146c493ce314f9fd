import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Progress } from '../../common/access.ts'
import { type Behaviour, createApp, done, line, refused } from '../app.fake.ts'
import { createRun, run } from '../terminal.fake.ts'

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
const lentKey = {
  name: 'backup',
  key: 'THE-KEY',
  identifier: 'id',
  deviceName: 'backup',
  product: 'Latchkey',
  preset: null,
  server: null,
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
    data: { revoked: 'owed', files: ['/home/ada/config.ini'] },
    says: [
      '“backup” is given up. Plex could not be told yet: Latchkey goes on trying.',
      'Taken out of /home/ada/config.ini.',
    ],
    gives: { name: 'backup', revoked: 'owed', files: ['/home/ada/config.ini'] },
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

it('doctor fails where a check does', async () => {
  const checks = [{ name: 'tray', result: 'failed', said: 'There is no tray.', next: null }]
  behave = ({ socket }) => socket.end(done({ checks }))
  const { code, stdout } = await run({ command: ['doctor'], ...home() })
  expect([code, stdout]).toEqual([1, 'failed   There is no tray.\n'])
})

describe('latchkey token', () => {
  beforeEach(() => {
    behave = ({ socket }) => socket.end(done(lentKey))
  })
  const onTerminal = (...command: string[]) =>
    run({ command: ['token', '--for', 'backup', ...command], terminals: { stdout: true }, ...home() })

  it.each([[], ['--json'], ['--header']])('prints no key on a terminal: %j', async (...command: string[]) => {
    const ended = await onTerminal(...command)
    expect(ended.code).toBe(2)
    expect(JSON.stringify([ended, app.heard])).not.toContain('THE-KEY')
    expect(app.heard).toEqual([])
  })

  it('prints it there if that is wanted', async () => {
    expect(await onTerminal('--show')).toEqual({ code: 0, stdout: 'THE-KEY\n', stderr: '' })
  })

  it('prints a header for curl', async () => {
    const { stdout } = await run({ command: ['token', '--for', 'backup', '--header'], ...home() })
    expect(stdout).toBe('X-Plex-Token: THE-KEY\n')
  })

  it.each<[string, Record<string, string>, object]>([
    ['over SSH', { SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, { remote: true }],
    ['without a display', { DISPLAY: '' }, { remote: true }],
    ['on Wayland', { DISPLAY: '', WAYLAND_DISPLAY: 'wayland-0' }, { remote: false }],
  ])('says that it is asked for %s', async (_where, given, expected) => {
    await run({ command: ['token', '--for', 'backup'], given, ...home() })
    expect(app.heard[0]?.ask).toMatchObject(expected)
  })

  it('waits for nobody with --no-wait', async () => {
    await run({ command: ['token', '--for', 'backup', '--no-wait'], ...home() })
    expect(app.heard[0]?.ask).toMatchObject({ waits: false })
  })
})

const code = (more: object = {}): Progress => ({
  progress: 'code',
  code: 'AB12',
  link: 'https://plex.tv/link/?pin=AB12',
  remainingMs: 899_400,
  problem: null,
  ...more,
})

describe('a code', () => {
  const shown = async (options: Partial<Parameters<typeof run>[0]> = {}, ...said: Progress[]) => {
    behave = ({ socket }) => {
      for (const progress of [code(), ...said]) socket.write(line(progress))
      setTimeout(() => socket.end(done({ account: { name: 'Ada' }, kept: 'keychain' })), 50)
    }
    const ended = await run({ command: ['sign-in'], terminals: { stderr: true }, ...home(), ...options })
    expect([ended.code, ended.stdout]).toEqual([0, 'Signed in as Ada.\n'])
    return ended.stderr
  }

  it('is shown with its link, what a phone reads, and the time that is left', async () => {
    const stderr = await shown()
    expect(stderr).toContain('Enter this code at plex.tv/link: AB12\n')
    expect(stderr).toContain('https://plex.tv/link/?pin=AB12\n')
    expect(stderr).toContain(`${ESCAPE}[38;5;16;48;5;231m`)
    expect(stderr).toContain(`\r${ESCAPE}[K15:00 left. Ctrl-C cancels.`)
    expect(stderr.endsWith(`\r${ESCAPE}[K`)).toBe(true)
  })

  it('has no colour with NO_COLOR', async () => {
    const stderr = await shown({ given: { NO_COLOR: '1' } })
    expect(stderr).not.toContain(`${ESCAPE}[3`)
    expect(stderr).toContain('█▀▀')
  })

  it('is shown without what a phone reads where that does not fit', async () => {
    const stderr = await shown({ columns: 32 })
    expect(stderr).not.toMatch(/[█▀▄]/)
    expect(stderr).toContain('AB12\nOr open https://plex.tv/link/?pin=AB12\n')
    expect(await shown({ columns: 33 })).toMatch(/[█▀▄]/)
  })

  it('is one line and a link where stderr is no terminal', async () => {
    expect(await shown({ terminals: {} })).toBe(
      'Enter this code at plex.tv/link: AB12\nOr open https://plex.tv/link/?pin=AB12\n',
    )
  })

  it('is replaced by the next, and says what keeps Plex from answering', async () => {
    const stderr = await shown(
      {},
      code({ problem: 'offline' }),
      code({ code: 'CD34', link: 'https://plex.tv/link/?pin=CD34' }),
    )
    expect(stderr.match(/Enter this code/g)).toHaveLength(2)
    expect(stderr).toContain('15:00 left. Ctrl-C cancels. You are offline')
  })

  it('is an object per change with --json', async () => {
    behave = ({ socket }) => {
      socket.write(line({ progress: 'waiting', problem: null }) + line(code()))
      socket.end(done({ account: null, kept: 'memory' }))
    }
    const { stdout, stderr } = await run({
      command: ['sign-in', '--json'],
      terminals: { stderr: true },
      ...home(),
    })
    expect(stderr).toBe('')
    expect(
      stdout
        .trim()
        .split('\n')
        .map(text => JSON.parse(text) as unknown),
    ).toEqual([
      { schema: 1, state: 'waiting', problem: null },
      {
        schema: 1,
        state: 'code',
        code: 'AB12',
        link: 'https://plex.tv/link/?pin=AB12',
        remainingMs: 899_400,
        problem: null,
      },
      { schema: 1, state: 'signed-in', account: null, kept: 'memory' },
    ])
  })

  it('of a key is shown on stderr, and stdout has the key alone', async () => {
    behave = ({ socket }) => {
      socket.write(line({ progress: 'asking' }) + line(code()))
      setTimeout(() => socket.end(done(lentKey)), 50)
    }
    const { stdout, stderr } = await run({
      command: ['token', '--for', 'backup'],
      terminals: { stderr: true },
      ...home(),
    })
    expect(stdout).toBe('THE-KEY\n')
    expect(stderr).toContain('Latchkey asks in a window whether “backup” may have a key…\n')
    expect(stderr).toContain('To approve the key “backup”, enter this code at plex.tv/link: AB12\n')
  })

  it('is given up at Ctrl-C', async () => {
    behave = ({ socket }) => socket.write(line(code()))
    const running = createRun({ command: ['sign-in'], terminals: { stderr: true }, ...home() })
    await expect.poll(() => running.written.stderr).toContain('AB12')
    running.signal('SIGINT')
    expect(await running.ended).toBe(130)
    await expect.poll(() => app.connected()).toBe(0)
  })
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
