import { expect, it } from 'vitest'
import { choices } from '../common/choices.ts'
import { createStillness, createTheme, isHighContrast } from './theme.ts'

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

it('keeps still for the frame in which the colours change, and the next where they change again', () => {
  const told: boolean[] = []
  let frames: (() => void)[] = []
  const frame = () => {
    const due = frames
    frames = []
    for (const task of due) task()
  }
  const root = { toggleAttribute: (_name: string, on = false) => told.push(on) > 0 }
  const changes = createStillness(root, task => frames.push(task))
  changes()
  frame()
  expect(told).toEqual([true])
  changes()
  frame()
  expect(told).toEqual([true, true])
  frame()
  expect(told).toEqual([true, true, false])
})

it('tells of a contrast that changes, not of one that stays', () => {
  let told = 0
  const system = { matches: false, addEventListener: () => {} }
  const choose = createTheme({ toggleAttribute: () => true }, system as never, () => (told += 1))
  choose('dark', false)
  choose('contrast', false)
  choose('contrast', true)
  expect(told).toBe(1)
  choose('light', true)
  expect(told).toBe(2)
})
