import { expect, it } from 'vitest'
import { choices } from '../common/choices.ts'
import { createTheme, isHighContrast } from './theme.ts'

it.each(choices.theme.flatMap(theme => [false, true].map(wanted => [theme, wanted] as const)))(
  'is of high contrast where that is chosen, or left to a system that asks for it: %s, %s',
  (theme, wanted) => {
    const expected = {
      system: wanted,
      light: false,
      dark: false,
      contrast: true,
    }
    expect(isHighContrast(theme, wanted)).toBe(expected[theme])
  },
)

it('follows the person and the system', () => {
  let changed = () => {}
  const system = {
    matches: true,
    addEventListener: (_event: string, listener: () => void) => (changed = listener),
  }
  const drawn: boolean[] = []
  const root = { toggleAttribute: (_name: string, on = false) => drawn.push(on) > 0 }
  const choose = createTheme(root, system as never)
  choose('dark', true)
  choose('system', false)
  system.matches = false
  changed()
  choose('contrast', false)
  choose('system', true)
  choose('light', true)
  expect(drawn).toEqual([true, false, true, false, true, true, false])
})
