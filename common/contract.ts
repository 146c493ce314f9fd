import * as v from 'valibot'
import type { CommandName } from './names.ts'
import { AskingProxy, ProxyLogin } from './proxy.ts'
import { Account, Line, Server, SignInView } from './sign-in-view.ts'

export const Snapshot = v.strictObject({
  /** Grows by one with each snapshot: an older one that arrives late is dropped. */
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  signIn: SignInView,
  /** A sign-in that was approved after it had been cancelled: the person keeps it or revokes it. */
  lateClaim: v.nullable(v.strictObject({ account: v.nullable(v.pick(Account, ['name'])) })),
  /** Grows each time that the code could not be copied for the person, who copies it by hand; 0 where it was. */
  copiesByHand: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /**
   * As the system has it. `another-copy`: it starts one, and this is not that. `by-hand`: it has an entry that a person
   * wrote, and nobody can tell what it starts. `another-program`: the one under our name starts something else, and is
   * not changed. `unsure`: one under a name that others have may start it. `unknown`: it has one that cannot be read, or does not answer. `turned-off-in-task-manager`: Windows has
   * it and does not follow it. `needs-approval`: macOS waits for the person in System Settings. `unavailable`: this run
   * is not an installed app.
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
  /** A newer release, in builds that look for one. It is downloaded when the person says so, and installed at quit. */
  update: v.nullable(
    v.strictObject({
      version: Line,
      stage: v.picklist(['available', 'downloading', 'ready', 'failed']),
    }),
  ),
  /** The name plex.tv lists this computer under. */
  deviceName: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  version: v.string(),
  /** Whether the system confines the page's process, as Chromium's sandbox has it do; null where it does not tell. */
  sandboxed: v.nullable(v.boolean()),
  /** Whether the desktop shows a tray. Where it does not, the window is the only way to quit. */
  tray: v.boolean(),
  /** Null unless something that is shown waits for its password. */
  askingProxy: v.nullable(AskingProxy),
  /** The address of a page that was to open in the browser, and no browser did. */
  unopenedPage: v.nullable(v.pipe(v.string(), v.regex(/^https:\/\/(?:app\.)?plex\.tv\//), v.maxLength(500))),
  /**
   * What became of the settings file: `settings-broken` and `settings-newer` (written by a later release) are kept
   * aside and new ones made; `settings-copied` came from another computer, and this one has its own now;
   * `settings-unwritable` last until Latchkey quits, and so do those in place of `settings-unread`, which lie where they
   * are not read. `launch-at-login-refused`: the system did not let it be changed; `launch-at-login-kept`: what a person
   * had written was in the way, and is kept beside it.
   */
  notice: v.nullable(
    v.picklist([
      'launch-at-login-refused',
      'launch-at-login-kept',
      'settings-unread',
      'settings-broken',
      'settings-newer',
      'settings-copied',
      'settings-unwritable',
    ]),
  ),
})

/**
 * Whose word a command is served at: a `press` of the person, one command for each, or the `page`'s own, which is for what
 * has no effect outside it.
 */
export type At = 'press' | 'page'

const command = <const A extends v.GenericSchema>(argument: A, at: At = 'press') => ({ argument, at })

/** The whole boundary: commands go up, snapshots come down. */
export const contract = {
  snapshot: Snapshot,
  commands: {
    /** Asks for the present snapshot. */
    attach: command(v.undefined(), 'page'),
    startSignIn: command(v.undefined()),
    cancelSignIn: command(v.undefined()),
    /** Polls, checks the sign-in or tries to read the keychain, now instead of when it is due. */
    tryNow: command(v.undefined()),
    openLinkPage: command(v.undefined()),
    copyCode: command(v.undefined()),
    signOut: command(v.undefined()),
    /** "Not you?": revokes the token and starts again. */
    disown: command(v.undefined()),
    keepLateClaim: command(v.undefined()),
    revokeLateClaim: command(v.undefined()),
    refreshServers: command(v.undefined()),
    /** Opens a server of the list, named by its `id`, in Plex's web app. */
    openServer: command(Server.entries.id),
    /** Opens the page of Plex's web app that lists the account's devices. */
    openAuthorizedDevices: command(v.undefined()),
    /** Tries what a person entered for the proxy that asks; for any other proxy it does nothing. */
    answerProxy: command(ProxyLogin),
    copyUnopenedPage: command(v.undefined()),
    dismissUnopenedPage: command(v.undefined()),
    dismissNotice: command(v.undefined()),
    setLaunchAtLogin: command(v.boolean()),
    /** Downloads the newer release, if there is one. */
    downloadUpdate: command(v.undefined()),
    closeWindow: command(v.undefined()),
    quit: command(v.undefined()),
  },
} as const satisfies {
  snapshot: v.GenericSchema
  commands: Record<CommandName, { argument: v.GenericSchema; at: At }>
}

export type Snapshot = v.InferOutput<typeof Snapshot>
export type CommandArgument<N extends CommandName> = v.InferOutput<(typeof contract.commands)[N]['argument']>

export type Bridge = {
  readonly [N in CommandName]: CommandArgument<N> extends undefined
    ? () => Promise<void>
    : (argument: CommandArgument<N>) => Promise<void>
} & { readonly onSnapshot: (listener: (snapshot: Snapshot) => void) => () => void }
