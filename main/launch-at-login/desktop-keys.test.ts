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
