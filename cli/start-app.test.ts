import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { appCommand, appEnvironment, startApp } from './start-app.ts'

const HEADLESS = ['--ozone-platform=headless', '--disable-gpu']
const FOR_COMMANDS = ['--hidden', '--for-commands']

it.each<[string, string[], Record<string, string>, string[]]>([
  ['on a screen', [], { DISPLAY: ':0' }, []],
  ['on Wayland', [], { WAYLAND_DISPLAY: 'wayland-0' }, []],
  ['without a screen', [], {}, HEADLESS],
  ['without a screen, as the launcher says', HEADLESS, {}, HEADLESS],
  ['over SSH', [], { DISPLAY: 'localhost:10.0', SSH_CONNECTION: '10.0.0.1 1 10.0.0.2 22' }, HEADLESS],
  [
    'from the sources',
    ['--no-sandbox', '--log-level=3', '/src'],
    { DISPLAY: ':0' },
    ['--no-sandbox', '/src'],
  ],
])('the app is started %s', (_how, start, given, expected) => {
  expect(appCommand({ program: '/opt/Latchkey/Latchkey', start, given }, 'linux')).toEqual({
    program: '/opt/Latchkey/Latchkey',
    command: [...expected, ...FOR_COMMANDS],
  })
})

it('the app is started on the one screen that macOS has', () => {
  const { command } = appCommand({ program: '/x', start: [], given: {} }, 'darwin')
  expect(command).toEqual(FOR_COMMANDS)
})

it('an AppImage is started itself, if this program is in it', () => {
  const mounted = mkdtempSync(join(tmpdir(), 'latchkey-mount-'))
  const given = { DISPLAY: ':0', APPIMAGE: '/home/ada/Latchkey.AppImage', APPDIR: mounted }
  const started = (program: string) => appCommand({ program, start: [], given }, 'linux').program
  expect(started(join(mounted, 'Latchkey'))).toBe(join(mounted, 'Latchkey'))
  writeFileSync(join(mounted, 'AppRun'), '')
  expect(started(join(mounted, 'Latchkey'))).toBe('/home/ada/Latchkey.AppImage')
  expect(started('/opt/Latchkey/Latchkey')).toBe('/opt/Latchkey/Latchkey')
  rmSync(mounted, { recursive: true })
})

it('gives the app no key that whoever started it has', () => {
  const before = {
    HOME: '/home/ada',
    PLEX_TOKEN: 'a',
    PLEXAPI_AUTH_SERVER_TOKEN: 'b',
    PLEX_URL: 'http://attic:32400',
  }
  expect(appEnvironment(before)).toEqual({ HOME: '/home/ada' })
})

it.each(['/nowhere/at/all', '/dev/null/at-all'])('starts in the root where the home is %s', async HOME => {
  vi.stubEnv('HOME', HOME)
  const state = startApp({
    command: [],
    home: '/nowhere',
    files: '/nowhere',
    version: '1.2.3',
    given: { PATH: '/usr/bin:/bin', DISPLAY: ':0' },
    program: process.execPath,
    start: ['-e', "process.exit(process.cwd() === '/' ? 7 : 8)", '--'],
    packaged: true,
  })
  await expect.poll(() => state.ended).toBe(7)
  vi.unstubAllEnvs()
})

it('says that what cannot be started has ended', async () => {
  const options = { command: [], home: '', files: '', version: '', given: {}, start: [], packaged: true }
  for (const program of ['/nowhere/at/all', '/dev/null/at-all']) {
    const state = startApp({ ...options, program })
    await expect.poll(() => state.ended).toBeNull()
  }
})
