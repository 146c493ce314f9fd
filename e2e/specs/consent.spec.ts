import { copyFile } from 'node:fs/promises'
import path from 'node:path'
import { asksWindowOf } from '../world/asks-window.ts'
import { expect, test } from '../world/command-test.ts'
import { aliveTokens, keysAtPlex, keysIn } from '../world/keys.ts'
import { windowOf } from '../world/window.ts'

test('gives a script its key once the person allows it, and asks again for another script', async ({
  app,
  command,
  desktop,
  launch,
  person,
  script,
  simulator,
  tray,
}) => {
  await person.signIn()
  const backup = await script('backup.sh', 'key=$(latchkey token --for backup) || exit\necho "$key"')
  const first = command.startProgram([backup])
  const asks = asksWindowOf(app)
  expect(await asks.program()).toBe(backup)
  await asks.answer('allow')
  const { stdout, code } = await first.end()
  const { backup: key } = keysAtPlex(simulator)
  expect([code, stdout]).toEqual([0, `${key}\n`])
  await asks.isGone()

  await person.quit()
  await app.exit()
  const again = await launch()
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await command.runProgram([backup])).toMatchObject({ code: 0, stdout })
  const header = await command.runProgram([
    await script('curl.sh', 'latchkey token --for backup --header --no-wait'),
  ])
  expect(header.code).toBe(6)

  const copy = path.join(desktop.home, 'copy-of-backup.sh')
  await copyFile(backup, copy)
  const other = command.startProgram([copy])
  const both = asksWindowOf(again)
  await both.asksFor('backup')
  expect([await both.program(), (await both.others()).join()]).toEqual([
    copy,
    expect.stringContaining(backup),
  ])
  await asksWindowOf(again).answer('not-now')
  expect(await other.end()).toMatchObject({ code: 6, stderr: expect.stringContaining('Not now') as unknown })
  expect(keysAtPlex(simulator)).toEqual({ backup: key })

  const keys = keysIn(windowOf(again), tray)
  await tray.activate()
  await keys.open()
  await (await keys.row('backup')).getByTestId('open-key').click()
  await expect((await keys.page()).getByTestId('key-page')).toContainText('backup.sh')
  const listed = await command.run(['keys', '--json'])
  expect(JSON.parse(listed.stdout)).toMatchObject({
    keys: [
      {
        name: 'backup',
        state: 'alive',
        lent: { how: 'program', program: backup },
        programs: [{ path: backup }],
      },
    ],
  })
  expect(await command.run(['keys', 'revoke', 'backup'])).toMatchObject({ code: 0 })
  await expect.poll(() => keysAtPlex(simulator)).toEqual({})
})

test('asks once for five commands of a script at the same time, and they have one key', async ({
  app,
  command,
  person,
  script,
  simulator,
}) => {
  await person.signIn()
  const all = 'for i in 1 2 3 4 5; do latchkey token --for backup & done; wait'
  const running = command.startProgram([await script('backup.sh', all)])
  await asksWindowOf(app).answer('allow')
  const { stdout } = await running.end()
  expect(stdout).toBe(`${keysAtPlex(simulator)['backup']}\n`.repeat(5))
  await asksWindowOf(app).isGone()
})

test('has the person approve the code of the key where no window can be seen, and says what to do where nobody can', async ({
  app,
  command,
  person,
  script,
  simulator,
}) => {
  await person.signIn()
  const environment = { DISPLAY: undefined, SSH_CONNECTION: '::1 22 ::1 22', SSH_TTY: '/dev/pts/9' }
  const backup = await script('backup.sh', 'latchkey token --for backup; exit $?')
  const nobody = await command.runProgram([backup], { environment })
  expect(nobody).toMatchObject({ code: 6, stdout: '' })
  expect(nobody.stderr).toContain(`latchkey keys add backup --program ${backup}`)

  const toFile = await script('to-file.sh', 'latchkey token --for backup > key.txt && cat key.txt')
  const running = command.startProgram([toFile], { environment, terminal: true })
  const [, code = ''] = await running.says(/\b([A-Z0-9]{4})\b[^]*plex\.tv\/link/)
  await asksWindowOf(app).isGone()
  simulator.claim(code)
  const { stdout, code: ended } = await running.end()
  const { backup: key } = keysAtPlex(simulator)
  expect(ended).toBe(0)
  expect(stdout.trim().endsWith(key!)).toBe(true)
})

test('runs a program with a key of its own for one use, which ends with it, however it ends', async ({
  app,
  command,
  person,
  simulator,
}) => {
  await person.signIn()
  const own = aliveTokens(simulator)
  const asks = asksWindowOf(app)
  const shown = 'test "$PLEX_TOKEN" && printenv PLEX_TOKEN PLEX_URL; exit 7'
  const first = command.start(['run', '--for', 'probe', '--once', '--', 'sh', '-c', shown])
  await asks.answer('once')
  const { code, stdout } = await first.end()
  expect(code).toBe(7)
  const [key = ''] = stdout.split('\n')
  expect(key).toMatch(/^[\w-]{20}$/)
  await expect.poll(() => aliveTokens(simulator)).toEqual(own)

  for (const [signal, code] of [
    ['SIGKILL', null],
    ['SIGTERM', 143],
  ] as const) {
    const waiting = 'echo ready; exec sleep 5'
    const next = command.start(['run', '--for', 'probe', '--once', '--', 'sh', '-c', waiting])
    await asks.answer('once')
    await next.says(/ready/)
    expect(aliveTokens(simulator)).toHaveLength(2)
    next.process.kill(signal)
    expect((await next.end()).code).toBe(code)
    await expect.poll(() => aliveTokens(simulator)).toEqual(own)
  }
})
