import { readFile, readlink, stat, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { asksWindowOf } from '../world/asks-window.ts'
import { cleanUp } from '../world/clean-up.ts'
import { expect, test } from '../world/command-test.ts'
import { aliveTokens, keysAtPlex } from '../world/keys.ts'
import { repository } from '../world/runtime.ts'

const CLIENT = path.join(repository, 'e2e/world/plexapi-client.py')

interface Told {
  readonly username: string
  readonly servers: readonly string[]
}

test.beforeEach(async ({ app, person }) => {
  expect(app.end()).toBeNull()
  await person.signIn()
})

test.describe('with a program that speaks to plex.tv itself', () => {
  // What it says of itself there is its own.
  test.use({ allowedConduct: ['identifier-missing', 'product-missing', 'version-missing', 'cookie-sent'] })

  test('python-plexapi reads the account and its servers with a key of its own, as the same device', async ({
    app,
    command,
    desktop,
    simulator,
  }) => {
    const authority = path.join(desktop.home, 'authority.pem')
    await writeFile(authority, simulator.caPem)
    const client = ['python3', CLIENT, String(simulator.port), authority]
    const running = command.start(['run', '--for', 'Library', '--as', 'python-plexapi', '--', ...client])
    await asksWindowOf(app).answer('allow')
    const { stdout, code, stderr } = await running.end()
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('Traceback')])
    const told = JSON.parse(stdout) as Told
    expect(told).toMatchObject({ username: 'ada', servers: expect.arrayContaining(['Attic']) as unknown })
    expect(simulator.devices(simulator.accounts()[0]!).map(({ product }) => product)).toEqual([
      'Latchkey',
      'Library',
    ])

    const file = path.join(desktop.home, 'config.ini')
    const before = '# mine\n[plexapi]\ntimeout = 30\n'
    await writeFile(file, before, { mode: 0o644 })
    const adding = command.start([
      'keys',
      'add',
      'Library',
      '--as',
      'python-plexapi',
      '--write',
      file,
      '--json',
    ])
    await asksWindowOf(app).answer('once')
    expect(await adding.end()).toMatchObject({ code: 0, stderr: expect.any(String) as unknown })
    const written = await readFile(file, 'utf8')
    expect(written).toContain(before)
    expect(written).toContain(`server_token = ${keysAtPlex(simulator)['Library']}`)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const byFile = await command.runProgram(client, { environment: { PLEXAPI_CONFIG_PATH: file } })
    expect(JSON.parse(byFile.stdout)).toMatchObject({ username: 'ada' })

    const revoked = await command.run(['keys', 'revoke', 'Library', '--json'])
    expect(JSON.parse(revoked.stdout)).toMatchObject({ revoked: 'done', files: [file] })
    await expect.poll(async () => readFile(file, 'utf8')).not.toContain('server_token = ')
    expect(await readFile(file, 'utf8')).toContain(before)
  })

  test('curl gets its key without an argument that others can read', async ({
    app,
    command,
    desktop,
    script,
    simulator,
  }) => {
    const authority = path.join(desktop.home, 'authority.pem')
    await writeFile(authority, simulator.caPem)
    const curl = `curl -sS --cacert '${authority}' --connect-to plex.tv:443:127.0.0.1:${simulator.port}`
    const ask = `latchkey token --for backup --header | ${curl} -H @- -H 'Accept: application/json' https://plex.tv/api/v2/user`
    const running = command.startProgram([await script('backup.sh', ask)])
    await asksWindowOf(app).answer('allow')
    const { stdout, stderr } = await running.end()
    expect(JSON.parse(stdout), stderr).toMatchObject({ username: 'ada' })
  })
})

test('a program that is run has the terminal, the signals and its own environment', async ({
  app,
  command,
  desktop,
  simulator,
}) => {
  const own = { environment: { LEFT_ALONE: 'yes' }, terminal: true }
  const asking = 'test -t 0 && test -t 1 && env | sort; exit 3'
  const running = command.start(['run', '--for', 'probe', '--', 'sh', '-c', asking], own)
  await asksWindowOf(app)
    .answer('allow')
    .catch(() => asksWindowOf(app).answer('once'))
  const { stdout, code } = await running.end()
  expect(code).toBe(3)
  const given = Object.fromEntries(stdout.split(/\r?\n/).map(line => line.split(/=(.*)/).slice(0, 2)))
  expect(given).toMatchObject({ LEFT_ALONE: 'yes', HOME: desktop.home })
  expect(given['PLEX_TOKEN']).toMatch(/^[\w-]{20}$/)
  const added = Object.keys(given).filter(name => !(name in desktop.environment) && name !== 'LEFT_ALONE')
  expect(added.filter(name => !/^(PLEX_\w+|PWD|SHLVL|OLDPWD|_|)$/.test(name) && !name.includes(' '))).toEqual(
    [],
  )

  const asked = asksWindowOf(app)
  const stopped = command.start(['run', '--for', 'stopped', '--', 'sh', '-c', 'echo ready; read line'], {
    terminal: true,
  })
  await asked.answer('once')
  await stopped.says(/ready/)
  stopped.type('\u0003')
  expect((await stopped.end()).code).toBe(130)
  const cleaned = command.start([
    'run',
    '--for',
    'clean',
    '--',
    'env',
    '-i',
    '/bin/sh',
    '-c',
    'echo "has ${PLEX_TOKEN-none}"',
  ])
  await asked.answer('once')
  expect(await cleaned.end()).toMatchObject({ code: 0, stdout: 'has none\n' })
  expect(aliveTokens(simulator).length).toBeGreaterThan(1)
})

test('is reached from an environment with nothing in it by what the account says, and needs one', async ({
  command,
  desktop,
  script,
}) => {
  const own = await readFile('/etc/passwd', 'utf8')
  const id = process.getuid?.() ?? 0
  const ofOwn = new RegExp(`^(.*:${id}:\\d+:[^:]*):[^:]*:.*$`, 'm')
  const accounts = async (name: string, home: string) => {
    const file = path.join(desktop.home, name)
    await writeFile(file, own.replace(ofOwn, home))
    return file
  }
  const known = await accounts('known', `$1:${desktop.home}:/bin/sh`)
  const unknown = await accounts('unknown', '')
  // systemd invents an account for root where no file has one.
  const filesAlone = path.join(desktop.home, 'nsswitch.conf')
  await writeFile(filesAlone, 'passwd: files\n')
  const latchkey = path.join(desktop.home, 'bin/latchkey')
  const clean = await script(
    'clean.sh',
    `mount --bind "$1" /etc/passwd && mount --bind '${filesAlone}' /etc/nsswitch.conf && shift && exec env -i '${latchkey}' "$@"`,
  )
  const inClean = (...args: string[]) =>
    command.runProgram([
      'unshare',
      ...(id === 0 ? [] : ['--user', '--map-current-user', '--keep-caps']),
      '--mount',
      clean,
      ...args,
    ])
  const saying = (said: string) => expect.stringContaining(said) as unknown
  expect(await inClean(known, 'status')).toMatchObject({
    code: 0,
    stdout: saying('Signed in as Ada Lovelace\n'),
  })
  expect(await inClean(known, 'token', '--for', 'backup', '--no-wait')).toMatchObject({
    code: 6,
    stderr: saying('latchkey keys add backup --program'),
  })
  expect(await inClean(unknown, 'status')).toMatchObject({ code: 1, stderr: saying('Set HOME to yours') })
  expect(await inClean(unknown, '--hidden')).toMatchObject({ code: 1, stderr: saying('Set HOME to it') })
})

test('goes on and gives nothing away, whoever calls its socket with whatever', async ({
  app,
  command,
  desktop,
  tray,
}) => {
  const lock = await readlink(path.join(desktop.configHome, 'Latchkey/SingletonSocket'))
  const socket = path.join(path.dirname(lock), 'commands')
  const { mode } = await stat(socket)
  expect([mode & 0o777, (await stat(path.dirname(socket))).mode & 0o777]).toEqual([0o600, 0o700])
  const hello = `${JSON.stringify({ protocol: 1, version: '0.1.0', ask: { ask: 'keys' } })}\n`
  const said = (text: string | Buffer, end = true): Promise<string> =>
    new Promise(resolve => {
      let answer = ''
      const caller = connect(socket).setEncoding('utf8')
      caller.on('data', (more: string) => void (answer += more)).on('error', () => {})
      caller.on('close', () => resolve(answer))
      caller.write(text)
      if (end) caller.end()
    })
  const hostile = [
    '\n',
    '{}\n',
    '{"protocol":1',
    hello + hello,
    hello.replace('"protocol":1', '"protocol":2'),
    hello.replace('"keys"', '"key"'),
    '\0'.repeat(1_000),
    `${'x'.repeat(400_000)}\n`,
    Buffer.from([0xff, 0xfe, 0x0a]),
  ]
  const answers = await Promise.all(hostile.map(text => said(text)))
  for (const answer of answers) expect(answer).not.toContain('"done"')
  const many = await Promise.all(Array.from({ length: 1_000 }, () => said(hello, false)))
  expect(many.filter(answer => answer.includes('"done"'))).toHaveLength(1_000)
  // Who never reads, and who goes away at once.
  const silent = Array.from({ length: 50 }, () =>
    connect(socket)
      .on('error', () => {})
      .pause(),
  )
  for (const caller of silent) caller.write(hello)
  for (let times = 0; times < 50; times++)
    connect(socket)
      .on('error', () => {})
      .destroy()
  expect(await command.run(['status', '--json'])).toMatchObject({ code: 0 })
  for (const caller of silent) caller.destroy()
  await cleanUp(path.dirname(socket))
  await expect
    .poll(() =>
      stat(socket).then(
        found => found.mode & 0o777,
        () => 0,
      ),
    )
    .toBe(0o600)
  expect(await command.run(['status', '--json'])).toMatchObject({ code: 0 })
  expect(app.end()).toBeNull()
  await tray.waitForLabel('Signed in as Ada Lovelace')
})
