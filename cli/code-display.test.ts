import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Progress } from '../common/access-answers.ts'
import { type Behaviour, createApp, done, line } from './app.fake.ts'
import { lentKey } from './lent-key.fake.ts'
import { createRun, run } from './terminal.fake.ts'

const ESCAPE = '\u001b'

let app: Awaited<ReturnType<typeof createApp>>
let behave: Behaviour
beforeEach(async () => {
  app = await createApp(said => behave(said))
  await app.listen()
})
afterEach(() => app.close())

const home = () => ({ home: app.home })

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
    expect(stderr).toContain('AB12\nOr open\nhttps://plex.tv/link/?pin=AB12\n')
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
      socket.write(line({ progress: 'waiting', problem: null }) + line(code({ remainingMs: 899_400.4 })))
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
      socket.write(line({ progress: 'asking', remainingMs: 60_000 }) + line(code()))
      setTimeout(() => socket.end(done(lentKey)), 50)
    }
    const { stdout, stderr } = await run({
      command: ['token', '--for', 'backup'],
      terminals: { stderr: true },
      ...home(),
    })
    expect(stdout).toBe('THE-KEY\n')
    expect(stderr).toContain(
      'Latchkey asks in a window whether “backup” may have a key. It waits up to a\nminute for your answer…\n',
    )
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
