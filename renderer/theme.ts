import type { Preferences } from '../common/preferences.ts'

type Theme = Preferences['theme']

/** Whether a page is drawn in high contrast. `wanted`: the system asks for it. */
export const isHighContrast = (theme: Theme, wanted: boolean): boolean =>
  theme === 'contrast' || (theme === 'system' && wanted)

/**
 * Returns what is to be called as the colours change: for that one frame nothing moves, or every part would go over to
 * its new colour in a time of its own.
 */
export function createStillness(
  root: Pick<HTMLElement, 'toggleAttribute'>,
  nextFrame: (task: () => void) => void,
): () => void {
  let changes = 0
  return () => {
    const change = ++changes
    root.toggleAttribute('data-theme-changes', true)
    // In the first one the new colours are drawn.
    nextFrame(() => nextFrame(() => change === changes && root.toggleAttribute('data-theme-changes', false)))
  }
}

/**
 * Has the page drawn in high contrast where that is chosen, or left to a system that asks for it. Light and dark are
 * main's to choose. Returns what is to be called with the theme of each snapshot,
 * and whether main has heard the system ask for it.
 */
export function createTheme(
  root: Pick<HTMLElement, 'toggleAttribute'>,
  system: Pick<MediaQueryList, 'matches' | 'addEventListener'>,
  changes: () => void = () => {},
): (theme: Theme, isAsked: boolean) => void {
  let chosen: Theme = 'system'
  let asked = false
  let drawn: boolean | undefined
  const draw = () => {
    const next = isHighContrast(chosen, asked || system.matches)
    if (drawn !== undefined && next !== drawn) changes()
    drawn = next
    root.toggleAttribute('data-contrast', next)
  }
  system.addEventListener('change', draw)
  draw()
  return (theme, isAsked) => {
    chosen = theme
    asked = isAsked
    draw()
  }
}

export function ownTheme() {
  const root = document.documentElement
  const stillness = createStillness(root, task => void requestAnimationFrame(task))
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', stillness)
  return createTheme(root, window.matchMedia('(prefers-contrast: more)'), stillness)
}
