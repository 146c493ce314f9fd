import { hostname } from 'node:os'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { findFaults } from '../world/measured.ts'
import { tabThrough } from '../world/tab-through.ts'
import { expect, test } from '../world/command-test.ts'

interface Checked {
  readonly checks: readonly { readonly name: string; readonly result: string; readonly said: string }[]
}

test('goes on where plex.tv answers nothing, and names the layer that fails', async ({
  app,
  command,
  simulator,
  tray,
}) => {
  expect(app.end()).toBeNull()
  simulator.pause()
  const { code, stdout } = await command.run(['doctor', '--json'])
  const failed = (JSON.parse(stdout) as Checked).checks.filter(({ result }) => result === 'failed')
  expect([code, failed.map(({ name }) => name)]).toEqual([1, ['connection']])
  simulator.resume()
  await tray.offersSignIn()
})

test('tells command and window what it finds, and its report gives nothing away', async ({
  app,
  command,
  desktop,
  person,
  window,
}) => {
  const token = await person.signIn()
  const ran = await command.run(['doctor'])
  expect(ran).toMatchObject({ code: 0, stderr: '' })
  expect(ran.stdout).toContain('ok       The keychain stored a test item, gave it back and removed it\n')
  const json = await command.run(['doctor', '--json'])
  const { checks } = JSON.parse(json.stdout) as Checked
  expect(checks.filter(({ result }) => result === 'failed')).toEqual([])
  const names = [
    'tray',
    'session-bus',
    'keychain',
    'files',
    'proxy',
    'name',
    'certificate',
    'plex',
    'clock',
    'keys',
  ]
  expect(checks.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  expect(await desktop.keychain.find('Latchkey', 'doctor')).toBeNull()

  const page = await window.page()
  await page.getByTestId('open-settings').click()
  await page.getByTestId('open-doctor').click()
  await expect(page.getByTestId('check')).toHaveCount(checks.length)
  for (const scheme of ['light', 'dark'] as const) {
    await app.setColourScheme(scheme)
    expect(await findFaults(page)).toEqual([])
  }
  expect(await tabThrough(page)).toEqual([])
  await page.getByTestId('save-report').click()
  const report = await page.getByTestId('report').innerText()
  for (const { said } of checks) expect(report).toContain(said)
  const log = await readFile(path.join(desktop.configHome, 'Latchkey/logs/latchkey.log'), 'utf8')
  for (const secret of [token, 'ada@example.com', desktop.home, hostname()]) {
    expect(report).not.toContain(secret)
    expect(log).not.toContain(secret)
  }
})
