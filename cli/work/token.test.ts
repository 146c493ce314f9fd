import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Behaviour, createApp, done, line } from '../app.fake.ts'
import { lentKey } from '../lent-key.fake.ts'
import { run } from '../terminal.fake.ts'

let app: Awaited<ReturnType<typeof createApp>>
let behave: Behaviour
beforeEach(async () => {
  app = await createApp(said => behave(said))
  await app.listen()
})
afterEach(() => app.close())

const home = () => ({ home: app.home })

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

  it('says nothing but the key where a script reads all that it says', async () => {
    behave = ({ socket }) => socket.end(line({ progress: 'asking', remainingMs: 60_000 }) + done(lentKey))
    const { stdout, stderr } = await run({ command: ['token', '--for', 'backup'], ...home() })
    expect([stdout, stderr]).toEqual(['THE-KEY\n', ''])
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
