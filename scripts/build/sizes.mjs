import { entries } from './entries.mjs'

/**
 * The most bytes that each bundle may have, minified, without its languages: its present size and about a tenth. People
 * notice what is loaded at a start or for a window, so a new capability brings a bundle of its own or moves one out.
 */
export const budgets = {
  /**
   * Everything that a second start loads, with the entry that tells a verb from a start; and a door for later starts that is
   * opened anew where it was removed (1 KB).
   */
  main: 19_500,
  /** The verbs, with the language that they speak and the shape of all that the app answers: a command loads nothing else of the app. */
  cli: 56_500,
  /** What completes commands in shells, with the table of the verbs once more. */
  completions: 8_700,
  /**
   * What the tray's icon waits for, with a log that keeps back addresses and names too, a language that can change, and an
   * icon for every panel; and whether the desktop asks for high contrast. How the person wants the icon is 2 KB, with the
   * one reader of files that others can write.
   */
  front: 32_000,
  /**
   * The app behind the icon, with a vault that asks of each item where it is before it touches it, and with keys of other
   * programs (30 KB), which are checked and shown in the tray from the start. Of the commands only the socket (2 KB),
   * what makes and lends keys for programs (4 KB), which needs the rest of the keys, and the window in which a program
   * asks (4 KB), which has no time to load what an upgrade may have taken away; and what doctor asks of plex.tv (2 KB). Where the
   * window opens is 3 KB, two of them since that is remembered from one run to the next; that it is loaded again where
   * Chromium’s network service ends meanwhile is half of one.
   */
  companion: 199_000,
  /**
   * All that is behind the socket of the commands: loaded some seconds after a start, or with the first command. A question
   * that knows its turn, its server and why it cannot be allowed for ever is 2 kB of it.
   */
  access: 54_000,
  /** The library that makes QR codes. */
  'qr-path': 23_000,
  /** What talks to the desktop on Linux. */
  'linux-desktop': 24_500,
  /** Says why the app does not start, in the language of the system; few ever have to be refused. */
  refuse: 6_300,
  /** The thread that has the clipboard of an X display. */
  'x-clipboard': 5_600,
  /** The keychain's process, which is started for a call. */
  keychain: 1_500,
  /** electron-updater, in builds that look for releases. */
  updater: 270_000,
  /** What looks at everything that a sign-in needs, when somebody asks for it. */
  'open-doctor': 30_000,
  /** What tries the addresses of servers. */
  'open-probe': 4_000,
  /** What puts keys into files of programs, and takes them out again. */
  'program-files': 10_500,
  /** The parser that finds the place of a key in a program's YAML; few keys are written into a file. */
  'yaml-text': 131_000,
  /** The bridge, at every window; two fifths of it are the names of the commands, the last of them doctor's, the question's and the page's own height. */
  preload: 1_600,
  /** The page on which a program asks, which nothing else is on. */
  'renderer/asks': 40_000,
  /** The page with all its views and styles, at every window: 70 kB without the pages about keys, 105 kB with them; the
   * programs that have a key without asking are 3 kB of those, what doctor finds 3 kB, choices among several 2 kB, with the
   * names of languages 3 kB, themes 4 kB, and the ways to the log, to diagnostics and to an end of everything 3 kB. The menu of the
   * account is 3 kB, and what moves 3 kB. That each thing is said once, above a page or in it, is 1 kB.
   */
  renderer: 142_000,
}

/**
 * The most bytes that a module of any language may have. Each is loaded alone: a tray needs two of them, the window
 * three, a command two.
 */
export const languageBudget = 20_000

/** @typedef {keyof typeof budgets} Part */

export const parts = /** @type {Part[]} */ (Object.keys(budgets))

const partOf = (/** @type {string} */ file) => parts.find(part => new RegExp(`^dist/${part}\\b`).test(file))

/**
 * Measures each bundle of the app, with its styles, and each module of each language.
 * @returns {Promise<{ sizes: Record<Part, number>, languages: Record<string, number>, speaking: string[] }>} `speaking`: bundles
 *   with text of a catalogue in them
 */
export async function measureBundles() {
  const { build } = await import('esbuild')
  const results = await Promise.all(entries.map(entry => build({ ...entry, metafile: true })))
  const sizes = /** @type {Record<Part, number>} */ (Object.fromEntries(parts.map(part => [part, 0])))
  /** @type {Record<string, number>} */
  const languages = {}
  /** @type {string[]} */
  const speaking = []
  for (const [file, { bytes, inputs }] of results.flatMap(({ metafile }) =>
    Object.entries(metafile.outputs),
  )) {
    if (file.startsWith('dist/text/')) {
      languages[file] = bytes
      continue
    }
    const part = partOf(file)
    if (part === undefined) throw new Error(`${file} has no budget`)
    sizes[part] += bytes
    if (Object.keys(inputs).some(path => path.includes('/locales/'))) speaking.push(file)
  }
  return { sizes, languages, speaking }
}
