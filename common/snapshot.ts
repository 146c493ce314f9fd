import * as v from 'valibot'
import { AskingProgram } from './asking-program.ts'
import { Keys } from './keys.ts'
import { languages } from './languages.ts'
import { Preferences } from './preferences.ts'
import { AskingProxy } from './proxy.ts'
import { Question } from './question.ts'
import { AttemptView, Line, Problem, Revocation, SessionView } from './sign-in-view.ts'

/** All that the window and the tray are told. */
export const Snapshot = v.strictObject({
  /** Grows by one with each snapshot, so an older one that arrives late is dropped. */
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** At most one of the two is set: an attempt ends when a session begins. */
  attempt: v.nullable(AttemptView),
  session: v.nullable(SessionView),
  /** Why the last one ended, when neither is set. */
  ended: v.nullable(Problem),
  /** Why the keychain does not say whether it holds a token, also while an attempt or another reason is shown. */
  shutOut: v.nullable(Problem),
  revocation: Revocation,
  keys: Keys,
  question: v.nullable(Question),
  access: v.strictObject({
    /** The program that asks for a key now. */
    asking: v.nullable(AskingProgram),
    /** How long no program can ask, counted from the moment this snapshot was sent; null while they can. */
    silentForMs: v.nullable(v.pipe(v.number(), v.minValue(0))),
  }),
  /** Grows each time the code could not be copied, so that the person has to do it; 0 after a copy that worked. */
  copiesByHand: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /**
   * What the system will do. `another-copy`: it starts another copy of Latchkey. `by-hand`: a person wrote the entry,
   * and we cannot tell what it starts. `another-program`: the entry under our name starts something else, and we do not
   * change it. `unsure`: an entry under a name that other programs share may start Latchkey. `unknown`: the entry
   * cannot be read, or the system does not answer. `turned-off-in-task-manager`: Windows has the entry and ignores it.
   * `needs-approval`: macOS waits for the person in System Settings. `unavailable`: this run is not an installed app.
   */
  launchAtLogin: v.picklist([
    'on',
    'off',
    'another-copy',
    'by-hand',
    'another-program',
    'unsure',
    'unknown',
    'turned-off-in-task-manager',
    'needs-approval',
    'unavailable',
  ]),
  preferences: Preferences,
  /** Whether the desktop asks for high contrast in a way that the page does not hear. */
  contrastAsked: v.boolean(),
  /** That this build speaks. */
  languages: v.array(v.picklist(languages)),
  /** A newer release, in builds that look for one. It is downloaded when the person asks, and installed at quit. */
  update: v.nullable(
    v.strictObject({
      version: Line,
      stage: v.picklist(['available', 'downloading', 'ready', 'failed']),
    }),
  ),
  /** The name plex.tv lists this computer under. */
  deviceName: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  version: v.string(),
  /** Whether the system confines the page's process, as Chromium's sandbox makes it; null when it does not say. */
  sandboxed: v.nullable(v.boolean()),
  /** Whether the desktop shows a tray. Where it does not, the window is the only way to quit. */
  tray: v.boolean(),
  /** Another number each time that the tray's "Settings…" is chosen; 0 once the window was asked for in another way. */
  settingsAsked: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The same for "Keys…". */
  keysAsked: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** The keychain is asked something and has not answered: it may be asking the person. `stoppable`: by `stopWaiting`. */
  askingKeychain: v.nullable(v.strictObject({ stoppable: v.boolean() })),
  /** The proxy whose password something on screen waits for; null if there is none. */
  askingProxy: v.nullable(AskingProxy),
  /** The address of a page that should have opened in the browser, but did not. */
  unopenedPage: v.nullable(v.pipe(v.string(), v.regex(/^https:\/\/(?:app\.)?plex\.tv\//), v.maxLength(500))),
  /**
   * What happened to the file in which Latchkey remembers things: it was moved aside and a new one made
   * (`memory-broken`, or `memory-newer` if a later release wrote it); it came from another computer, and this one now
   * has its own (`memory-copied`); changes last only until Latchkey quits (`memory-unwritable`, or `memory-unread` if
   * the file is in a place that we do not read). `preferences-…`, `keys-…`: the same for the files with the preferences
   * and with what is known of the keys; `keys-broken`: its copy is used, `keys-lost`: there is none.
   * `revocation-given-up`, `key-died` and `window-failed`: would have been notifications if the person had not switched those off.
   * `launch-at-login-refused`: the system did not allow the change; `launch-at-login-kept`: an entry that a person
   * wrote was in the way, and was kept beside the new one.
   */
  notice: v.nullable(
    v.picklist([
      'launch-at-login-refused',
      'launch-at-login-kept',
      'memory-unread',
      'memory-broken',
      'memory-newer',
      'memory-copied',
      'memory-unwritable',
      'preferences-unread',
      'preferences-broken',
      'preferences-unwritable',
      'keys-unread',
      'keys-broken',
      'keys-lost',
      'keys-unwritable',
      'key-died',
      'revocation-given-up',
      'window-failed',
    ]),
  ),
})

export type Snapshot = v.InferOutput<typeof Snapshot>
