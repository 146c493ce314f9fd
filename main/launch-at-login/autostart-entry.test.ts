import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entry, quoted } from './autostart-entry.ts'
import { desktopKeys } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'

const commandIn = (text: string) => execArguments(desktopKeys(text).get('Exec') ?? '')

describe('the autostart entry', () => {
  it('starts the command without a window', () => {
    expect(entry(['/opt/Latchkey/Latchkey', '--hidden'])).toBe(
      [
        '[Desktop Entry]',
        'Type=Application',
        'Name=Latchkey',
        'Comment=Keeps you signed in to Plex',
        'TryExec=/opt/Latchkey/Latchkey',
        'Exec="/opt/Latchkey/Latchkey" "--hidden"',
        'Icon=Latchkey',
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
        const needed = desktopKeys(entry(command)).get('TryExec')
        expect(needed?.replaceAll('\\\\', '\\')).toBe(command[0]?.trim())
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
