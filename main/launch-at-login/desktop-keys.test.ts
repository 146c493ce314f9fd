import { expect, it } from 'vitest'
import { desktopKeys } from './desktop-keys.ts'

it('finds the keys of the main group only', () => {
  const text = [
    '# Hidden=comment',
    'Before=the group',
    '[Desktop Entry]',
    'Name=Latchkey',
    'Name[de]=Schlüssel',
    'Hidden = true ',
    'X-GNOME-Autostart-enabled=false\r',
    'Exec="/opt/a = b" --hidden',
    ' Indented=too',
    'Empty=',
    '[Desktop Action Hidden]',
    'Hidden=false',
  ]
  expect([...desktopKeys(text.join('\n'))]).toEqual([
    ['Name', 'Latchkey'],
    ['Hidden', 'true'],
    ['X-GNOME-Autostart-enabled', 'false'],
    ['Exec', '"/opt/a = b" --hidden'],
    ['Indented', 'too'],
    ['Empty', ''],
  ])
})

it('finds nothing in what is no desktop entry', () => {
  expect([...desktopKeys('Hidden=true\n')]).toEqual([])
})

it.each([
  ['spaces within a value', `Exec=x${' '.repeat(65_000)}y`],
  ['spaces before a value', `Exec=${' '.repeat(65_000)}y`],
  ['spaces after a key', `Exec${' '.repeat(65_000)}y`],
  ['spaces before a key', `${' '.repeat(65_000)}%`],
  ['a header that does not end', '['.repeat(65_000)],
])('reads an entry at once that has many %s', (_what, line) => {
  const started = performance.now()
  desktopKeys(`[Desktop Entry]\n${line}\n`)
  expect(performance.now() - started).toBeLessThan(500)
})
