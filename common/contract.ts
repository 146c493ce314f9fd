import * as v from 'valibot'
import type { OfCommands } from './names.ts'
import { Preferences, PreferencesChange } from './preferences.ts'
import { AskingProxy, ProxyLogin } from './proxy.ts'
import { KeyId, SessionId } from './ids.ts'
import { CopiedKey, CopyKey, KeyAddresses, Keys, NewKey, ShownKey } from './keys.ts'
import { Answer, Question } from './question.ts'
import { AttemptView, Line, Problem, Revocation, Server, SessionView } from './sign-in-view.ts'

export const Snapshot = v.strictObject({
  /** Grows by one with each snapshot, so an older one that arrives late is dropped. */
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** At most one of the two is set: an attempt ends when a session begins. */
  attempt: v.nullable(AttemptView),
  session: v.nullable(SessionView),
  /** Why the last one ended, when neither is set. */
  ended: v.nullable(Problem),
  revocation: Revocation,
  keys: Keys,
  question: v.nullable(Question),
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
   * and with what is known of the keys.
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
      'keys-unwritable',
      'key-died',
      'revocation-given-up',
      'window-failed',
    ]),
  ),
})

/**
 * What a command needs to be served: a `press` of the person, one for each command; or just the `page`, for commands
 * without an effect outside it.
 */
export type At = 'press' | 'page'

const command = <const A extends v.GenericSchema>(argument: A, at: At = 'press') => ({ argument, at })

const question = <const A extends v.GenericSchema, const T extends v.GenericSchema>(
  argument: A,
  answer: T,
) => ({
  ...command(argument),
  answer,
})

/** What the contract says of a command. */
export interface Described {
  readonly argument: v.GenericSchema
  readonly at: At
  /** What it is answered with; nothing where there is none. */
  readonly answer?: v.GenericSchema
}

/** The whole boundary: commands go up, snapshots come down. */
export const contract = {
  snapshot: Snapshot,
  commands: {
    page: {
      /** Asks for the present snapshot. */
      attach: command(v.undefined(), 'page'),
    },
    signIn: {
      start: command(v.undefined()),
      cancel: command(v.undefined()),
      /** Polls, checks the sign-in or reads the keychain now instead of when it is due. */
      tryNow: command(v.undefined()),
      openLinkPage: command(v.undefined()),
      copyCode: command(v.undefined()),
    },
    session: {
      // Each is ignored unless it names the present session.
      signOut: command(SessionId),
      /** Signs out, and takes back all keys. */
      signOutWithKeys: command(SessionId),
      /** "Not you?": revokes the token and the keys that were made since, and starts again. */
      disown: command(SessionId),
      refreshServers: command(SessionId),
      /** Opens a server from the session's list, by its `id`, in Plex's web app. */
      openServer: command(v.strictObject({ session: SessionId, id: Server.entries.id })),
      /** Opens the page of Plex's web app that lists the account's devices. */
      openAuthorizedDevices: command(v.undefined()),
    },
    keys: {
      /** Makes a key; ignored while another one is made, and where the name is another key's. */
      create: command(NewKey),
      /** Stops making that key. */
      cancel: command(KeyId),
      /** Makes another in the place of a dead one. */
      replace: command(KeyId),
      /** Ignored where the name is another key's. */
      rename: command(v.strictObject({ id: KeyId, name: Line })),
      revoke: command(KeyId),
      revokeAll: command(v.undefined()),
      /** Takes one off the list that cannot be taken back, or is dead. */
      forget: command(KeyId),
      show: question(KeyId, ShownKey),
      copy: question(CopyKey, CopiedKey),
      addresses: question(KeyId, KeyAddresses),
      /** For the code of the key that is being made. */
      openLinkPage: command(v.undefined()),
      copyCode: command(v.undefined()),
    },
    question: {
      /** Ignored unless that question is still open. */
      answer: command(Answer),
    },
    keychain: {
      /** Takes back the question that the keychain asks the person; does nothing where that cannot be done. */
      stopWaiting: command(v.undefined()),
    },
    proxy: {
      /** Tries what the person entered for the proxy that asks; does nothing for any other proxy. */
      answer: command(ProxyLogin),
    },
    preferences: {
      change: command(PreferencesChange),
    },
    app: {
      copyUnopenedPage: command(v.undefined()),
      dismissUnopenedPage: command(v.undefined()),
      dismissNotice: command(v.undefined()),
      setLaunchAtLogin: command(v.boolean()),
      /** Downloads the newer release, if there is one. */
      downloadUpdate: command(v.undefined()),
      closeWindow: command(v.undefined()),
      quit: command(v.undefined()),
    },
  },
} as const satisfies { snapshot: v.GenericSchema; commands: OfCommands<Described> }

export type Snapshot = v.InferOutput<typeof Snapshot>

type All = typeof contract.commands
type Call<C extends Described, Answer> =
  v.InferOutput<C['argument']> extends undefined
    ? () => Answer
    : (argument: v.InferOutput<C['argument']>) => Answer

/** Every command as a function of its argument; `Plain` is what those give back that are not answered. */
export type Commands<Plain> = {
  readonly [S in keyof All]: {
    readonly [N in keyof All[S]]: All[S][N] extends Described & { readonly answer: infer A }
      ? Call<All[S][N], A extends v.GenericSchema ? Promise<v.InferOutput<A>> : never>
      : All[S][N] extends Described
        ? Call<All[S][N], Plain>
        : never
  }
}

export interface Bridge extends Commands<Promise<void>> {
  readonly onSnapshot: (listener: (snapshot: Snapshot) => void) => () => void
}
