import { expect, test } from '../world/command-test.ts'
import { eventually } from '../world/eventually.ts'

type Row = readonly [args: string, code: number, says: RegExp]

/** What does not depend on who is signed in. */
const always: readonly Row[] = [
  ['--version', 0, /^\d+\.\d+\.\d+\n$/],
  ['help', 0, /^Latchkey signs you in.*\n\n.*latchkey \[COMMAND\]/],
  ['help run', 0, /--once/],
  ['presets', 0, /PLEXAPI_AUTH_SERVER_TOKEN/],
  ['completion bash', 0, /complete .*latchkey/],
  ['frobnicate', 2, /^latchkey: There is no command “frobnicate”\. “latchkey help” lists them\.\n$/],
  ['status --frobnicate', 2, /^latchkey: .*frobnicate.*\n$/],
  ['run --for backup', 125, /^latchkey: .*PROGRAM is missing/],
  ['keys revoke Nothing', 1, /^latchkey: There is no key “Nothing”/],
]

const signedIn: readonly Row[] = [
  ['status', 0, /^Signed in as Ada Lovelace\nConfirmed by Plex just now\nKept in your system keychain\n/],
  ['keys', 0, /^There are no keys yet/],
  ['servers', 0, /^Attic\n {2}http:\/\/192\.168\.1\.20:32400 {2}in your network\n/],
  ['token --for backup --no-wait', 6, /^latchkey: .*latchkey keys add backup --program/],
  ['run --no-wait -- true', 125, /^latchkey: .*latchkey keys add true --program/],
]

const signedOut: readonly Row[] = [
  ['status', 3, /^Not signed in\n.*latchkey: You are not signed in\. Run “latchkey sign-in” first\.\n$/s],
  ['servers', 3, /^latchkey: You are not signed in/],
  ['token --for backup', 3, /^latchkey: You are not signed in/],
  ['run -- true', 125, /^latchkey: You are not signed in/],
  ['sign-out', 3, /^latchkey: You are not signed in/],
]

for (const [who, rows] of [
  ['somebody is', [...always, ...signedIn]],
  ['nobody is', signedOut],
] as const) {
  test(`each verb has its words and its code where ${who} signed in`, async ({ app, command, person }) => {
    expect(app.end()).toBeNull()
    if (who === 'somebody is') await person.signIn()
    for (const [args, code, says] of rows) {
      const { stdout, stderr, ...ended } = await command.run(args.split(' '))
      expect(ended, args).toEqual({ code, signal: null })
      expect(stdout + stderr, args).toMatch(says)
      const words = args.split(' ')
      const json = await command.run(words.toSpliced(words[0] === 'run' ? 1 : words.length, 0, '--json'))
      expect(json.code, `${args} --json`).toBe(code)
      if (code === 2 || args.startsWith('run') || args.startsWith('help') || args.startsWith('completion'))
        continue
      const told = JSON.parse(json.stdout) as { schema: number; error?: { message: string } }
      expect(told.schema, args).toBe(1)
      expect(stderr, args).toContain(told.error?.message ?? '')
      expect(told.error === undefined, args).toBe(code === 0)
    }
  })
}

test('speaks to terminals in colour, and prints no key there unasked', async ({ app, command, person }) => {
  expect(app.end()).toBeNull()
  await person.signIn()
  const terminal = { terminal: true } as const
  const coloured = await command.run(['status'], terminal)
  expect(coloured.stdout).toContain('\u001b[')
  const plain = await command.run(['status'], { ...terminal, environment: { NO_COLOR: '1' } })
  expect(plain).toMatchObject({ code: 0, stdout: expect.not.stringContaining('\u001b[') as unknown })
  const refused = await command.run(['token', '--for', 'backup'], terminal)
  expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining('--show') as unknown })
})

for (const [where, environment] of [
  ['with a display', {}],
  ['without one', { DISPLAY: undefined, XDG_SESSION_TYPE: 'tty', SSH_CONNECTION: '::1 1 ::1 22' }],
] as const) {
  test(`starts the app where none runs, ${where}, and signs in from the terminal`, async ({
    command,
    desktop,
    simulator,
  }) => {
    const before = await command.run(['status', '--json'], { environment })
    expect(before).toMatchObject({ code: 3, stderr: '' })
    expect(JSON.parse(before.stdout)).toMatchObject({ state: 'signed-out', app: 'started' })
    const signIn = command.start(['sign-in'], { environment, terminal: true })
    const [, code = ''] = await signIn.says(/\b([A-Z0-9]{4})\b[^]*plex\.tv\/link/)
    expect(code).toBe(simulator.latestPin()!.code)
    simulator.claim(code)
    expect(await signIn.end()).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Ada Lovelace') as unknown,
    })
    expect(await desktop.keychain.find('Latchkey', 'plex-token')).not.toBeNull()
    const out = await command.run(['sign-out', '--json'], { environment })
    expect([out.code, JSON.parse(out.stdout)]).toMatchObject([
      0,
      { schema: 1, revoked: 'done', keys: 'kept' },
    ])
    await eventually('no token at Plex', () => simulator.tokens().every(({ alive }) => !alive))
  })
}

test('cancels its own sign-in at Ctrl-C', async ({ app, command, simulator, tray }) => {
  expect(app.end()).toBeNull()
  const signIn = command.start(['sign-in'], { terminal: true })
  await signIn.says(/plex\.tv\/link/)
  await tray.waitForLabel('Cancel sign-in')
  signIn.type('\u0003')
  expect((await signIn.end()).code).toBe(130)
  await tray.offersSignIn()
  expect(simulator.tokens()).toEqual([])
})

for (const shell of ['bash', 'zsh', 'fish']) {
  test(`prints completions that ${shell} reads`, async ({ command, script }) => {
    const { stdout, code } = await command.run(['completion', shell])
    expect(code).toBe(0)
    const read = await command.runProgram([shell, '-n', await script('completions', stdout)])
    expect(read).toEqual({ code: 0, signal: null, stdout: '', stderr: '' })
  })
}
