import fc from 'fast-check'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { execArguments } from './exec-key.ts'
import { desktopLaunchAtLogin, entry, quoted } from './xdg.ts'

describe('the autostart entry', () => {
  it('starts the command without a window', () => {
    expect(entry(['/opt/Latchkey/latchkey', '--hidden'])).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=Latchkey',
        'Comment=Keeps you signed in to Plex',
        'Exec="/opt/Latchkey/latchkey" "--hidden"',
        'Icon=latchkey',
        'Terminal=false',
        'X-GNOME-Autostart-enabled=true',
        '',
      ].join('\n'),
    )
  })

  it.each([
    ['spaces', '/opt/my apps/latchkey', '"/opt/my apps/latchkey"'],
    ['quotes', '/opt/"x"', String.raw`"/opt/\\"x\\""`],
    ['a dollar sign', '/opt/$HOME', String.raw`"/opt/\\$HOME"`],
    ['a backtick', '/opt/`id`', '"/opt/\\\\`id\\\\`"'],
    ['a backslash', String.raw`/opt/a\b`, String.raw`"/opt/a\\\\b"`],
    ['a percent sign', '/opt/100%u', '"/opt/100%%u"'],
    ['an apostrophe', "/opt/Zoë's", '"/opt/Zoë\'s"'],
    ['nothing', '', '""'],
  ])('quotes %s', (_what, argument, expected) => {
    expect(quoted(argument)).toBe(expected)
  })

  it('means to a desktop exactly the command that was given', () => {
    const special = Array.from(` "'$\`\\%=;&|<>~*?#()ufFs`)
    const character = fc.oneof(
      fc.constantFrom(...special),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
    )
    const argument = fc.string({ unit: character, maxLength: 20 }).filter(text => !/\p{Cc}/u.test(text))
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), command => {
        expect(execArguments(entry(command))).toEqual(command)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    '/opt/a\nExec=/bin/evil',
    '/opt/a\r',
    '/opt/a\0b',
    '/opt/a\u001b[2J',
    '/opt/a\u007f',
    '/opt/a\tb',
  ])('is not made for a path that could end its line: %j', path => {
    expect(() => entry([path, '--hidden'])).toThrow('control characters')
  })
})

describe('start at login on Linux', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-autostart-'))
    path = join(folder, 'autostart', 'latchkey.desktop')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const login = () => desktopLaunchAtLogin(path, ['/opt/Latchkey/latchkey', '--hidden'])

  it('is off in a new install', () => {
    expect(login().get()).toBe(false)
  })

  it('is on once it was turned on, and off once it was turned off', () => {
    login().set(true)
    expect({ on: login().get(), command: execArguments(readFileSync(path, 'utf8')) }).toEqual({
      on: true,
      command: ['/opt/Latchkey/latchkey', '--hidden'],
    })
    expect(statSync(path).mode & 0o111).toBe(0)
    login().set(false)
    expect({ on: login().get(), file: existsSync(path) }).toEqual({ on: false, file: false })
  })

  it('can be turned off twice', () => {
    login().set(false)
    login().set(false)
    expect(login().get()).toBe(false)
  })

  it.each([
    ['Hidden=true', false],
    ['X-GNOME-Autostart-enabled=false', false],
    ['Hidden=false', true],
    ['X-GNOME-Autostart-enabled=true', true],
    ['Comment=Hidden=true', true],
  ])('believes an entry that the desktop changed: %s', (line, on) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `[Desktop Entry]\nType=Application\n${line}\n`)
    expect(login().get()).toBe(on)
  })

  it('is turned on again over an entry that the desktop turned off', () => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, '[Desktop Entry]\nHidden=true\n')
    login().set(true)
    expect(login().get()).toBe(true)
  })
})
