import { beforeEach, describe, expect, it, vi } from 'vitest'
import { isShort, refusedSwitches } from './command-line.ts'
import { unknownSwitches } from './unknown-switches.ts'

const electron = vi.hoisted(() => ({ isPackaged: true, inspector: undefined as string | undefined }))
vi.mock('electron', () => ({
  app: {
    get isPackaged() {
      return electron.isPackaged
    },
    getAppPath: () => '/src/latchkey',
  },
}))
vi.mock('node:inspector', () => ({ url: () => electron.inspector }))

describe('a switch', () => {
  const given = (...command: string[]) => unknownSwitches(command, 'linux').map(({ name }) => name)

  it.each([
    [['--hidden'], 'the app’s own'],
    [
      ['--ozone-platform=wayland', '--enable-features=UseOzonePlatform,WaylandWindowDecorations'],
      'of Wayland',
    ],
    [['--ozone-platform-hint=auto', '--enable-wayland-ime', '--wayland-text-input-version=3'], 'of desktops'],
    [['--force-device-scale-factor=1.5', '-high-dpi-support=1', '--lang=de'], 'of scale and language'],
    [['--disable-gpu', '--use-angle=vulkan', '--disable-features=Vulkan'], 'of graphics'],
    [['--proxy-server=socks5://127.0.0.1:1080', '--proxy-bypass-list=*.lan;<local>'], 'of the network'],
    [['--password-store=gnome-libsecret', '--no-sandbox'], 'of scripts that start it'],
    [['file:///etc/passwd', '-', '--', '', ' ', '$(touch a)', '%U', '/usr/share'], 'none at all'],
  ])('is known: %j, %s', command => {
    expect(given(...command)).toEqual([])
  })

  it.each([
    ['--trace-startup', 'trace-startup'],
    ['--log-net-log=/tmp/log', 'log-net-log'],
    ['-trace-startup', 'trace-startup'],
    [' --trace-startup', 'trace-startup'],
    ['\t\u00a0\u200b\u0000--trace-startup\n', 'trace-startup'],
    ['--TRACE-STARTUP', 'TRACE-STARTUP'],
    ['--trace-startup=a=b\nc', 'trace-startup'],
    ['---hidden', '-hidden'],
    ['--=', ''],
    ['--hidden=yes', 'hidden'],
    ['--constructor', 'constructor'],
    ['--__proto__=', '__proto__'],
    ['--enable-features=WaylandWindowDecorations,NetworkServiceSandbox', 'enable-features'],
    ['--disable-features=Vulkan<Trial', 'disable-features'],
    ['--ozone-platform=../../x', 'ozone-platform'],
    ['--lang=../../secret', 'lang'],
    ['--js-flags=--prof', 'js-flags'],
    ['--inspect', 'inspect'],
  ])('is not known: %j', (argument, name) => {
    expect(given(argument)).toEqual([name])
    expect(given('--', argument), 'behind --').toEqual([name])
  })

  it('may begin with a slash on Windows alone', () => {
    expect(unknownSwitches(['/trace-startup'], 'win32')).toEqual([{ name: 'trace-startup', value: '' }])
    expect(unknownSwitches(['/trace-startup'], 'darwin')).toEqual([])
  })

  it.each([
    ['win32', ['--updated', '-ToastActivated', '-Embedding']],
    ['darwin', ['-psn_0_12345', '-NSDocumentRevisionsDebugMode', '-AppleLanguages']],
  ] as const)('of the system is known on %s, and nowhere else', (platform, command) => {
    expect(unknownSwitches(command, platform)).toEqual([])
    expect(unknownSwitches(command, 'linux')).toHaveLength(command.length)
  })
})

describe('a start', () => {
  const before = process.argv
  beforeEach(() => {
    Object.assign(electron, { isPackaged: true, inspector: undefined })
    return () => void (process.argv = before)
  })
  const refused = (...command: string[]) => {
    process.argv = ['/opt/latchkey', ...command]
    return refusedSwitches().map(({ name }) => name)
  }
  const debuggers = ['--inspect=0', '--remote-debugging-port=0']

  it('has no debugger in a release', () => {
    expect(refused(...debuggers, '--lang=de')).toEqual(['inspect', 'remote-debugging-port'])
  })

  it('has one in the page where its fuse has let one into main', () => {
    electron.inspector = 'ws://127.0.0.1:1/'
    expect(refused(...debuggers, '--trace-startup')).toEqual(['trace-startup'])
  })

  it('has what the runtime is to have in development, but for itself', () => {
    electron.isPackaged = false
    expect(refused(...debuggers, '-r', 'module', '/src/latchkey', '--inspect')).toEqual(['inspect'])
  })
})

it.each([
  ['nothing more', [], true],
  ['as much as a desktop adds', ['--hidden', '--ozone-platform-hint=auto'], true],
  ['10,000 arguments', Array.from({ length: 10_000 }, (_, index) => `argument-${index}`), false],
  ['one that is 16 KB long', ['x'.repeat(16_384)], false],
  ['one that is 16 KB long in UTF-8 alone', ['é'.repeat(8_192)], false],
])('calls a command line with %s short: %#', (_what, more, short) => {
  expect(isShort(['/usr/bin/latchkey', ...more])).toBe(short)
})
