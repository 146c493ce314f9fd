import { expect, it } from 'vitest'
import { type PreferencesChange, preferencesIn } from '../../common/preferences.ts'
import { applyPreferences } from './apply.ts'

/** Whatever a choice is applied to says so. */
const listener = (told: unknown[]) => ({
  notifier: { want: (which: unknown) => void told.push(['notifier.want', which]) },
  speak: (chosen: string) => void told.push(['speak', chosen]),
  windows: {
    main: { quitsApp: (on: boolean) => void told.push(['window.quitsApp', on]) },
    theme: { choose: (theme: unknown) => void told.push(['theme.choose', theme]) },
  },
})

it.each(Object.keys(preferencesIn({})).filter(name => name !== 'trayIcon'))('has %s take effect', name => {
  const told: unknown[] = []
  applyPreferences({ [name]: preferencesIn({})[name as never] }, listener(told))
  expect(told).toHaveLength(1)
})

it('lets nothing else take effect', () => {
  const told: unknown[] = []
  applyPreferences({}, listener(told))
  expect(told).toEqual([])
})

it.each<[change: PreferencesChange, what: string, value: unknown]>([
  [{ notifications: 'all' }, 'notifier.want', 'all'],
  [{ notifications: 'needs-me' }, 'notifier.want', 'needs-me'],
  [{ notifications: 'none' }, 'notifier.want', 'none'],
  [{ language: 'de' }, 'speak', 'de'],
  [{ closing: 'stay' }, 'window.quitsApp', false],
  [{ closing: 'quit' }, 'window.quitsApp', true],
  [{ theme: 'contrast' }, 'theme.choose', 'contrast'],
])('does what was chosen: %j', (change, what, value) => {
  const told: unknown[] = []
  applyPreferences(change, listener(told))
  expect(told).toEqual([[what, value]])
})
