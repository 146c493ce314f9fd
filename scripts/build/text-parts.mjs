/**
 * The modules of each language, by what is loaded together: which texts are in which, by the beginning of their keys. A
 * text may be in two, where two need it that never load the same. What nobody loads (`package`) goes into packages alone.
 * scripts/build/text-parts.test.mjs sees to it that no bundle asks for a text that it has not loaded.
 * @type {Readonly<Record<Part, { readonly has: readonly string[], readonly without?: readonly string[] }>>}
 */
export const parts = {
  /** What tray, window and commands all say. */
  common: {
    has: ['action', 'state', 'confirmation', 'age', 'lateClaim', 'keychain', 'servers', 'update', 'problems'],
  },
  /** The app without a window: tray, notifications and dialogs. */
  app: { has: ['tray', 'notifications', 'unopened', 'stopped', 'window.revocation', 'asks.window'] },
  /** The window, with its first page and the questions on it. */
  window: {
    has: ['window', 'copying', 'keys', 'cli.keys.cleaned', 'tray.signOutWithKeys'],
    without: ['window.keys', 'window.settings', 'window.doctor'],
  },
  /** The pages behind it. */
  pages: { has: ['window.keys', 'window.settings', 'window.doctor'] },
  /** The window in which a program asks. */
  asks: { has: ['asks', 'window.unheard'] },
  doctor: { has: ['doctor'] },
  /** What commands answer. */
  cli: {
    has: [
      'cli',
      'notifications.signedIn',
      'window.signedIn.confirmed',
      'window.announced.notSignedIn',
      'window.keys.announced.made',
      'doctor.result',
    ],
    without: ['cli.about', 'cli.help', 'cli.verbs', 'cli.options', 'cli.exits', 'cli.environment'],
  },
  /** What the help of commands and the completions of shells say. */
  help: { has: ['cli.about', 'cli.help', 'cli.verbs', 'cli.options'] },
  /** Why the app does not start. */
  start: { has: ['start'] },
}

/** @typedef {import('../../common/text.ts').TextPart} Part */

export const partNames = /** @type {Part[]} */ (Object.keys(parts))

const begins = (/** @type {string} */ key) => (/** @type {string} */ beginning) =>
  key === beginning || key.startsWith(`${beginning}.`)

/** Whether a text is in that module. @param {Part} part @param {string} key */
export function isIn(part, key) {
  const { has, without = [] } = parts[part]
  return has.some(begins(key)) && !without.some(begins(key))
}
