import { expect, it } from 'vitest'
import { wishOf } from './wish.ts'

it.each([
  ['of a person', [], 'window'],
  ['of a person on Wayland', ['--ozone-platform-hint=auto'], 'window'],
  ['at login', ['--hidden'], 'stay'],
  ['for a command', ['--hidden', '--for-commands'], 'nothing'],
  ['for a command on no screen', ['--ozone-platform=headless', '--hidden', '--for-commands'], 'nothing'],
] as const)('a start %s asks of an app that runs already: %j, %s', (_what, words, wish) => {
  expect(wishOf(['/usr/bin/latchkey', ...words])).toBe(wish)
})
