import type { Preferences } from '../common/preferences.ts'

type Theme = Preferences['theme']

/** Whether a page is drawn in high contrast. `wanted`: the system asks for it. */
export const isHighContrast = (theme: Theme, wanted: boolean): boolean =>
  theme === 'contrast' || (theme === 'system' && wanted)

/**
 * Has the page drawn in high contrast where that is chosen, or left to a system that asks for it. Light and dark are
 * main's to choose. Returns what is to be called with the theme of each snapshot,
 * and whether main has heard the system ask for it.
 */
export function createTheme(
  root: Pick<HTMLElement, 'toggleAttribute'>,
  system: Pick<MediaQueryList, 'matches' | 'addEventListener'>,
): (theme: Theme, isAsked: boolean) => void {
  let chosen: Theme = 'system'
  let asked = false
  const draw = () =>
    void root.toggleAttribute('data-contrast', isHighContrast(chosen, asked || system.matches))
  system.addEventListener('change', draw)
  draw()
  return (theme, isAsked) => {
    chosen = theme
    asked = isAsked
    draw()
  }
}

export const ownTheme = () =>
  createTheme(document.documentElement, window.matchMedia('(prefers-contrast: more)'))
