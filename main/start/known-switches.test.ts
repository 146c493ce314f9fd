import { expect, it } from 'vitest'
import { commandAt } from '../../common/command-at.ts'
import { everywhere } from './known-switches.ts'

// These do without a value, and are on their own more often than not.
const ALONE = ['enable-wayland-ime', 'force-renderer-accessibility']

it('what stands behind a switch that has a value is no command, though a = is missing', () => {
  const takesValue = (name: string) => /^\^\$/.exec(everywhere[name]?.source ?? '') === null
  const apart = (name: string) => commandAt([`--${name}`, 'value']) === undefined
  const names = Object.keys(everywhere)
  expect(names.filter(apart)).toEqual(names.filter(name => takesValue(name) && !ALONE.includes(name)))
  expect(names.filter(apart).length).toBeGreaterThan(15)
})
