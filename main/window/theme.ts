import { nativeTheme } from 'electron'
import colours from '../../common/colours.json'
import type { Preferences } from '../../common/preferences.ts'

export type Theme = ReturnType<typeof createTheme>

/** Light, dark or high contrast: for Chromium, which the pages follow, and for what is seen of a window before its page. */
export function createTheme() {
  let chosen: Preferences['theme'] = 'system'
  let isAsked = false
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  nativeTheme.on('updated', changed)

  return {
    choose(theme: Preferences['theme']) {
      chosen = theme
      // High contrast is light or dark as the system is.
      nativeTheme.themeSource = theme === 'light' || theme === 'dark' ? theme : 'system'
      changed()
    },
    ground(): string {
      const { shouldUseDarkColors: isDark, shouldUseHighContrastColors: isWanted } = nativeTheme
      const { ground } = colours
      if (chosen === 'contrast' || (chosen === 'system' && (isWanted || isAsked)))
        return isDark ? ground.contrastDark : ground.contrastLight
      return isDark ? ground.dark : ground.light
    },
    /** Whether the desktop asks for high contrast in a way that Chromium does not hear. */
    isContrastAsked: () => isAsked,
    askForContrast(asked: boolean) {
      isAsked = asked
      changed()
    },
    /** Returns a function that stops it. */
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
