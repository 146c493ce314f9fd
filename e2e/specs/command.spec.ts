import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serverId } from '../../simulator/resources-content.ts'
import type { Command, CommandOptions, Ran } from '../world/command.ts'
import { expect, test } from '../world/command-test.ts'
import type { Desktop } from '../world/desktop.ts'
import { eventually } from '../world/eventually.ts'
import { signal } from '../world/processes.ts'
import { longIf } from '../world/rows.ts'

const screenless = { DISPLAY: undefined, XDG_SESSION_TYPE: 'tty', SSH_CONNECTION: '::1 1 ::1 22' }
const ways = {
  'in a pipe': {},
  'in a terminal': { terminal: true },
  'without a display': { environment: screenless },
} as const satisfies Readonly<Record<string, CommandOptions>>
type Way = keyof typeof ways

type Row = readonly [args: string, code: number, says: RegExp]

/** Runs each of them as text in one way and as JSON in another, with the same exit code. */
async function runAll(command: Command, rows: readonly Row[], asText: Way, asJson: Way) {
  for (const row of rows) {
    const text = await runAsText(command, row, ways[asText])
    const told = await runAsJson(command, row, ways[asJson])
    expect(inOneLine(text), row[0]).toContain(told.error?.message ?? '')
  }
}

async function runAsText(command: Command, [args, code, says]: Row, how: CommandOptions): Promise<string> {
  const text = await command.run(args.split(' '), how)
  expect([text.code, text.signal], `${args}: ${read(text)}`).toEqual([code, null])
  expect(read(text), args).toMatch(says)
  return read(text)
}

/** A sentence that takes several lines of a terminal. */
const inOneLine = (text: string) => text.replaceAll('\n', ' ')

interface Told {
  readonly schema: number
  readonly error?: { readonly message: string }
}

/** In a terminal its errors would be among it, and there are none. */
async function runAsJson(command: Command, [args, code]: Row, how: CommandOptions): Promise<Told> {
  const json = await command.run(['--json', ...args.split(' ')], how)
  expect([json.code, json.stderr], `--json ${args}: ${json.stdout}`).toEqual([code, ''])
  const told = JSON.parse(json.stdout) as Told
  expect([told.schema, args === 'doctor' || (told.error === undefined) === (code === 0)], args).toEqual([
    1,
    true,
  ])
  return told
}

/** What a person reads, without colours. */
const read = ({ stdout, stderr }: Ran): string =>
  // oxlint-disable-next-line no-control-regex -- Colours begin with it.
  `${stdout}${stderr}`.replaceAll('\r\n', '\n').replaceAll(/\u001b\[\d+m/g, '')

const ofNoApp: readonly Row[] = [
  ['--version', 0, /^\d+\.\d+\.\d+\n$/],
  ['help', 0, /^Latchkey signs you in.*\n\n.*latchkey \[COMMAND\]/],
  ['help run', 0, /--once/],
  ['presets', 0, /PLEXAPI_AUTH_SERVER_TOKEN/],
  ['completion bash', 0, /complete .*latchkey/],
  ['install-command', 1, /^latchkey: This Latchkey is not installed\./],
  ['frobnicate', 2, /^latchkey: There is no command “frobnicate”\. “latchkey help” lists them\.\n$/],
  ['status --frobnicate', 2, /^latchkey: “--frobnicate” is not understood here\./],
  ['keys add', 2, /^latchkey: NAME is missing\./],
  [`keys revoke ${'x'.repeat(201)}`, 2, /^latchkey: NAME has more than the 200 characters/],
  ['run --for backup', 125, /^latchkey: .*PROGRAM is missing/],
  ['run -- /etc/passwd', 126, /^latchkey: “\/etc\/passwd” cannot be run\./],
  ['run -- /nowhere/at-all', 127, /^latchkey: There is no program “\/nowhere\/at-all”\./],
]

const ofSignedIn: readonly Row[] = [
  ['status', 0, /^Signed in as Ada Lovelace\nConfirmed by Plex just now\nKept in your system keychain\n/],
  ['sign-in', 0, /^Signed in as Ada Lovelace\.\n$/],
  ['keys list', 0, /^There are no keys yet/],
  ['keys revoke Nothing', 1, /^latchkey: There is no key “Nothing”/],
  ['servers', 0, /^Attic\n {2}http:\/\/192\.168\.1\.20:32400 {2}in your network\n/],
  [
    'servers --probe',
    0,
    /^Attic\n {2}http:\/\/192\.168\.1\.20:32400 {2}in your network, answers\n.*does not answer\n/s,
  ],
  ['token --for backup --no-wait', 6, /^latchkey: .*latchkey keys add backup --program/],
  ['run --no-wait -- true', 125, /^latchkey: .*latchkey keys add true --program/],
  ['keys add backup', 0, /^The key “backup” is made\.\n$/],
  ['keys', 0, /^backup {2}alive, never handed out\n$/],
  ['doctor', 0, /^ok {7}The keychain stored a test item, gave it back and removed it$/m],
]

const ofSignedOut: readonly Row[] = [
  ['status', 3, /^Not signed in\n.*latchkey: You are not signed in\. Run “latchkey sign-in” first\.\n$/s],
  ['servers --probe', 3, /^latchkey: You are not signed in/],
  ['token --for backup --show', 3, /^latchkey: You are not signed in/],
  ['run -- true', 125, /^latchkey: You are not signed in/],
  ['keys', 0, /^There are no keys yet/],
  ['keys add backup', 3, /^latchkey: You are not signed in/],
  ['keys revoke Nothing', 1, /^latchkey: There is no key “Nothing”/],
  ['sign-out', 3, /^latchkey: You are not signed in/],
  ['doctor', 0, /^ok {7}Nobody is signed in/m],
]

const ofNoNetwork: readonly Row[] = [
  ['servers', 4, /^latchkey: plex\.tv cannot be reached\./],
  ['servers --probe', 4, /^latchkey: plex\.tv cannot be reached\./],
  ['doctor', 1, /^failed {3}.*plex\.tv/m],
]

const locked = /^latchkey: Your keychain is locked\. Open Latchkey’s window/
const ofLockedKeychain: readonly Row[] = [
  ['status', 5, /^Whether you are signed in is not known now\nYour keychain is locked\n/],
  ['servers', 5, locked],
  ['token --for backup --show', 5, locked],
  ['run -- true', 125, locked],
  ['keys add backup', 5, locked],
  ['sign-out', 5, locked],
]

test('what needs no app has its words and its code, and starts none', async ({ command, desktop }) => {
  await runAll(command, ofNoApp, 'in a terminal', 'without a display')
  expect(await desktop.programs()).toEqual([])
})

test('each verb has its words and its code where somebody is signed in', async ({
  command,
  launch,
  person,
  simulator,
  tray,
}) => {
  const server = createServer((_request, response) =>
    response.end(JSON.stringify({ MediaContainer: { machineIdentifier: serverId('Attic') } })),
  )
  await once(server.listen(0, '127.0.0.1'), 'listening')
  try {
    await launch({ hosts: { '192.168.1.20': `127.0.0.1:${(server.address() as AddressInfo).port}` } })
    await tray.offersSignIn()
    await person.signIn()
    await runAll(command, ofSignedIn, 'in a pipe', 'without a display')
    simulator.pause()
    await runAll(command, ofNoNetwork, 'in a terminal', 'in a pipe')
    simulator.resume()
    const revoked = await command.run(['keys', 'revoke', 'backup'], ways['in a terminal'])
    expect([revoked.code, read(revoked)]).toEqual([0, '“backup” is revoked at Plex.\n'])
    await test.step('speaks to terminals in colour, and prints no key there unasked', async () => {
      const { terminal } = ways['in a terminal']
      expect((await command.run(['status'], { terminal })).stdout).toContain('\u001b[')
      const plain = await command.run(['status'], { terminal, environment: { NO_COLOR: '1' } })
      expect(plain).toMatchObject({ code: 0, stdout: expect.not.stringContaining('\u001b[') as unknown })
      const refused = await command.run(['token', '--for', 'backup'], { terminal })
      expect(refused).toMatchObject({ code: 2, stdout: expect.stringContaining('--show') as unknown })
    })
  } finally {
    server.close()
  }
})

test.describe('where no app runs', () => {
  // Whoever cancels a sign-in may begin the next at once.
  test.use({ allowedConduct: ['mint-too-often'] })

  for (const [where, environment, inTerminal] of [
    ['with a display', {}, 0],
    ['without one', screenless, 1],
  ] as const) {
    test(`each verb starts it, ${where}${longIf(where === 'without one')}`, async ({
      command,
      desktop,
      simulator,
    }) => {
      for (const [index, row] of ofSignedOut.entries()) {
        // Each of them is text in a terminal with a display and JSON in a pipe without one, or the other way round.
        if (index % 2 === inTerminal) await runAsText(command, row, { environment, terminal: true })
        else await runAsJson(command, row, { environment })
        expect((await desktop.programs()).length, row[0]).toBeGreaterThan(0)
        await endAll(desktop)
      }
      const cancelled = command.start(['sign-in'], { environment, terminal: true })
      await cancelled.says(/plex\.tv\/link/)
      cancelled.type('\u0003')
      expect((await cancelled.end()).code).toBe(130)
      expect(simulator.tokens()).toEqual([])
    })

    test(`it is started, ${where}, and signs in from the terminal${longIf(where === 'with a display')}`, async ({
      command,
      desktop,
      simulator,
    }) => {
      const before = await command.run(['status', '--json'], { environment })
      expect(before).toMatchObject({ code: 3, stderr: '' })
      expect(JSON.parse(before.stdout)).toMatchObject({ state: 'signed-out', app: 'started' })
      if (where === 'with a display') await runAll(command, ofSignedOut, 'in a terminal', 'in a pipe')
      const signIn = command.start(['sign-in'], { environment, terminal: true })
      const [, code = ''] = await signIn.says(/\b([A-Z0-9]{4})\b[^]*plex\.tv\/link/)
      expect(code).toBe(simulator.latestPin()!.code)
      simulator.claim(code)
      expect(await signIn.end()).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Ada Lovelace') as unknown,
      })
      expect(await desktop.keychain.find('Latchkey', 'plex-token')).not.toBeNull()
      if (where === 'with a display')
        await test.step('and says so where the keychain is locked', async () => {
          await endAll(desktop)
          await desktop.keychain.lock()
          await runAll(command, ofLockedKeychain, 'in a terminal', 'in a pipe')
          await desktop.keychain.unlock()
          await eventually('it to be signed in again', async () => (await command.run(['status'])).code === 0)
        })
      const out = await command.run(['sign-out', '--json'], { environment })
      expect([out.code, JSON.parse(out.stdout)]).toMatchObject([
        0,
        { schema: 1, revoked: 'done', keys: 'kept' },
      ])
      await eventually('no token at Plex', () => simulator.tokens().every(({ alive }) => !alive))
    })
  }
})

async function endAll(desktop: Desktop) {
  for (const { id } of await desktop.programs()) signal(id, 'SIGTERM')
  await eventually('the end of the app', async () => (await desktop.programs()).length === 0)
}

test('prints completions that each shell reads, and completes in fish behind options too, where the command has come to', async ({
  command,
  script,
}) => {
  const offers: ReadonlyArray<readonly [string, unknown]> = [
    ['latchkey sign', ['sign-in', 'sign-out']],
    ['latchkey keys ', ['add', 'list', 'revoke']],
    ['latchkey keys add Kometa --a', ['--as']],
    ['latchkey keys --json re', ['revoke']],
    ['latchkey status ', []],
    ['latchkey status --', ['--help', '--json']],
    ['latchkey --json st', ['status']],
    ['latchkey --for backup to', ['token']],
    ['latchkey token --for ', []],
    ['latchkey completion z', ['zsh']],
    ['latchkey help doc', ['doctor']],
    ['latchkey help status --', ['--help', '--json']],
    ['latchkey run --as ima', ['imagemaid']],
    ['latchkey keys add x --write /etc/host', expect.arrayContaining(['/etc/hosts'])],
    ['latchkey run -- fis', expect.arrayContaining(['fish'])],
    ['latchkey run -- status --', expect.not.arrayContaining(['--json'])],
  ]
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { stdout, code } = await command.run(['completion', shell])
    expect(code).toBe(0)
    const read = await command.runProgram([shell, '-n', await script(`completions.${shell}`, stdout)])
    expect(read, shell).toEqual({ code: 0, signal: null, stdout: '', stderr: '' })
  }
  const completions = await command.run(['completion', 'fish'])
  const lines = offers.map(([line]) => `echo '== ${line}'; complete -C '${line}'`)
  const asked = await script('asked', [completions.stdout, ...lines].join('\n'))
  const { stdout, code } = await command.runProgram(['fish', '--no-config', asked])
  expect(code).toBe(0)
  const offered = stdout
    .split('== ')
    .slice(1)
    .map(part => part.trimEnd().split('\n'))
    .map(([line = '', ...rest]) => [line.trimEnd(), rest.map(offer => offer.split('\t')[0] ?? '').toSorted()])
  expect(offered).toEqual(offers.map(([line, expected]) => [line.trimEnd(), expected]))
})
