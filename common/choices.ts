import { languages, SYSTEM } from './languages.ts'
import { trayStyles } from './tray-styles.ts'

// Apart from the schemas of preferences, which the page does not need: a bundler cannot drop them from it.

/** One line for each choice of the person: its values, of which the first holds until they choose. */
export const choices = {
  notifications: ['all', 'needs-me', 'none'],
  /** What closing the main window does. */
  closing: ['stay', 'quit'],
  language: [SYSTEM, ...languages],
  /** `contrast`: high contrast, light or dark as the system is. */
  theme: ['system', 'light', 'dark', 'contrast'],
  /** macOS colours it by itself. */
  trayIcon: trayStyles,
} as const
