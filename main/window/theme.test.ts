import { expect, it, vi } from 'vitest'
import colours from '../../common/colours.json' with { type: 'json' }
import { createTheme } from './theme.ts'

const { nativeTheme } = vi.hoisted(() => ({
  nativeTheme: {
    themeSource: '',
    shouldUseDarkColors: false,
    shouldUseHighContrastColors: false,
    updated: () => {},
    on(_event: string, listener: () => void) {
      this.updated = listener
    },
  },
}))
vi.mock('electron', () => ({ nativeTheme }))

const { light, dark, contrastLight, contrastDark } = colours.ground

it.each([
  ['system', 'system', [light, dark, contrastLight, contrastDark]],
  ['light', 'light', [light, dark, light, dark]],
  ['dark', 'dark', [light, dark, light, dark]],
  ['contrast', 'system', [contrastLight, contrastDark, contrastLight, contrastDark]],
] as const)('has Chromium and the ground of new windows follow the theme: %s', (chosen, source, grounds) => {
  const theme = createTheme()
  theme.choose(chosen)
  const seen = [false, true].flatMap(isWanted =>
    [false, true].map(isDark => {
      Object.assign(nativeTheme, { shouldUseDarkColors: isDark, shouldUseHighContrastColors: isWanted })
      return theme.ground()
    }),
  )
  expect([nativeTheme.themeSource, seen]).toEqual([source, grounds])
})

it('has the ground of high contrast where the desktop alone asks for it, and the theme is the system’s', () => {
  Object.assign(nativeTheme, { shouldUseDarkColors: true, shouldUseHighContrastColors: false })
  const theme = createTheme()
  theme.askForContrast(true)
  const grounds = (['system', 'dark'] as const).map(chosen => {
    theme.choose(chosen)
    return theme.ground()
  })
  expect([theme.isContrastAsked(), grounds]).toEqual([true, [contrastDark, dark]])
})

it('says when the person or the system has changed it, until nobody wants to know', () => {
  const theme = createTheme()
  let times = 0
  const stop = theme.subscribe(() => times++)
  theme.choose('dark')
  nativeTheme.updated()
  stop()
  theme.choose('light')
  nativeTheme.updated()
  expect(times).toBe(2)
})
