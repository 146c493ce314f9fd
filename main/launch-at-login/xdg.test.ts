import fc from 'fast-check'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { desktopKeys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { desktopLoginItem, entry, quoted, sourcesLoginItem } from './xdg.ts'

const commandIn = (text: string) => execArguments(desktopKeys(text).get('Exec') ?? '')

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

  it.each(['\u2028', 'a\u00a0', '\u3000b'])(
    'keeps what only JavaScript takes for the end of a line or for space: %j',
    name => {
      expect(commandIn(entry([name]))).toEqual([name])
    },
  )

  it('means to a desktop exactly the command that was given', () => {
    const special = Array.from(` "'$\`\\%=;&|<>~*?#()ufFs`)
    const character = fc.oneof(
      fc.constantFrom(...special),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme' }),
    )
    const argument = fc.string({ unit: character, maxLength: 20 }).filter(text => !/\p{Cc}/u.test(text))
    fc.assert(
      fc.property(fc.array(argument, { minLength: 1, maxLength: 4 }), command => {
        expect(commandIn(entry(command))).toEqual(command)
        expect(entry(command).match(/^Exec=/gm)).toHaveLength(1)
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

  const command = ['/opt/Latchkey/latchkey', '--hidden']
  const login = () => desktopLoginItem(path, command)
  const lines = (...keys: string[]) => ['[Desktop Entry]', 'Type=Application', ...keys, ''].join('\n')
  function write(text: string) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  const content = () => readFileSync(path, 'utf8')

  it('is off in a new install', () => {
    expect(login().state()).toBe('off')
  })

  it('is on once it was turned on, and off once it was turned off', () => {
    login().set(true)
    expect({ state: login().state(), command: commandIn(content()) }).toEqual({ state: 'on', command })
    expect(statSync(path).mode & 0o111).toBe(0)
    login().set(false)
    expect({ state: login().state(), file: existsSync(path) }).toEqual({ state: 'off', file: false })
  })

  it('can be turned off twice', () => {
    login().set(false)
    login().set(false)
    expect(login().state()).toBe('off')
  })

  it.each([
    ['Hidden=true', 'off'],
    ['Hidden = true', 'off'],
    ['X-GNOME-Autostart-enabled=false', 'off'],
    ['X-MATE-Autostart-enabled=false', 'off'],
    ['Hidden=false', 'on'],
    ['X-GNOME-Autostart-enabled=true', 'on'],
    ['Comment=Hidden=true', 'on'],
    ['[Desktop Action Other]\nHidden=true', 'on'],
  ])('believes an entry that the desktop changed: %s', (line, state) => {
    write(lines(line))
    expect(login().state()).toBe(state)
  })

  it.each(['', 'Hidden=false\n', '\0\uFFFD'])('is off where the file is no entry: %j', text => {
    write(text)
    expect(login().state()).toBe('off')
  })

  it('is off, and says why it stays so, where something else is in the place of the file', () => {
    mkdirSync(join(path, 'folder'), { recursive: true })
    expect(login().state()).toBe('off')
    expect(() => login().set(true)).toThrow('EISDIR')
    expect(login().state()).toBe('off')
  })

  it('is turned on again over an entry that the desktop turned off', () => {
    write(lines('Hidden=true'))
    login().set(true)
    expect(content()).toBe(entry(command))
  })

  it.each([
    ['another program', 'Exec="/old/Latchkey.AppImage" "--hidden"'],
    ['a window', 'Exec=/opt/Latchkey/latchkey'],
    ['nothing', 'Comment=no command'],
    ['what no desktop understands', 'Exec="/opt/Latchkey/latchkey'],
    ['it only where another program is', 'TryExec=/old/latchkey\nExec="/opt/Latchkey/latchkey" "--hidden"'],
  ])('is repaired when it is on and starts %s', (_what, keys) => {
    write(lines(keys))
    login().repair()
    expect(content()).toBe(entry(command))
  })

  it.each([
    ['starts the app', lines('Exec=/opt/Latchkey/latchkey --hidden', 'X-GNOME-Autostart-Delay=10')],
    ['starts the app through another program', lines('Exec=env LANG=C "/opt/Latchkey/latchkey" --hidden')],
    ['is off', lines('Exec=/old/latchkey', 'Hidden=true')],
  ])('is left alone at start when it %s', (_what, text) => {
    write(text)
    login().repair()
    expect(content()).toBe(text)
  })

  it('is not turned on by a repair', () => {
    login().repair()
    expect(existsSync(path)).toBe(false)
  })

  it('tells when the desktop changes it, in a folder that comes later and one that came again', async () => {
    let told = 0
    const unwatch = login().watch(() => void told++)
    const change = async (what: () => void) => {
      const before = told
      what()
      await expect.poll(() => told).toBeGreaterThan(before)
    }
    await change(() => mkdirSync(dirname(path)))
    await change(() => writeFileSync(path, lines()))
    await change(() => writeFileSync(path, lines('Hidden=true')))
    await change(() => rmSync(path))
    await change(() => rmSync(dirname(path), { recursive: true }))
    await change(() => mkdirSync(dirname(path)))
    await change(() => writeFileSync(path, lines()))
    unwatch()
  })

  it('takes away what a run from the sources made, and no other entry', () => {
    const sources = sourcesLoginItem(path, '/cache/electron')
    write(lines('Exec="/opt/Latchkey/latchkey" "--hidden"'))
    sources.repair()
    expect(existsSync(path)).toBe(true)
    write(lines('Exec="/cache/electron" "/src/latchkey" "--hidden"'))
    sources.repair()
    expect(existsSync(path)).toBe(false)
  })
})
