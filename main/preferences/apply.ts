import type { Preferences, PreferencesChange } from '../../common/preferences.ts'
import type { Notifier } from '../notifications/notifier.ts'
import type { Theme } from '../window/theme.ts'
import type { Window } from '../window/window.ts'

interface Affected {
  /** Has everything said in that language from now on. */
  readonly speak: (chosen: string) => void
  readonly notifier: Pick<Notifier, 'want'>
  readonly windows: { readonly main: Pick<Window, 'quitsApp'>; readonly theme: Pick<Theme, 'choose'> }
}

/** The tray draws its icon from the snapshot. */
type Effects = { readonly [N in Exclude<keyof Preferences, 'trayIcon'>]: (chosen: Preferences[N]) => void }

/** One line for each choice: what it does, at the start and after each change. */
const effects = ({ notifier, windows: { main, theme }, speak }: Affected): Effects => ({
  notifications: notifier.want,
  language: speak,
  closing: chosen => main.quitsApp(chosen === 'quit'),
  theme: theme.choose,
})

/** Makes choices take effect. */
export function applyPreferences(chosen: PreferencesChange, affected: Affected) {
  const all = effects(affected) as Readonly<Record<string, (value: unknown) => void>>
  for (const [name, value] of Object.entries(chosen)) all[name]?.(value)
}
