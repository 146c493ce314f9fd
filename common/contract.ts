import * as v from 'valibot'
import type { CommandName } from './names.ts'
import { AskingProxy, ProxyLogin } from './proxy.ts'

/**
 * Why an attempt or a session is not going well, or ended.
 *
 * The network: `offline` (no network), `name` (DNS), `connection` (refused, reset, timed out), `proxy`
 * (it refused, or nothing came through it), `proxy-password` (407), `certificate` (not trusted), `authority` (of an
 * authority that is not known here), `clock` (certificate dates do not fit this computer's clock).
 * plex.tv: `service` (5xx, empty 404), `rate-limited` (429), `unexpected` (an answer that is not plex.tv's),
 * `refused` (401). The code: `expired`, `used-elsewhere`, `ended-unseen` (while plex.tv could not be asked). The
 * keychain: `keychain-locked`, `keychain-missing` (this computer has none), `keychain-emptied` (the sign-in is in it no
 * more), `keychain-unreadable` (what asks it cannot be started: a file of the app's is not what it was),
 * `keychain-unstarted` (the system does not start it).
 */
export const Problem = v.picklist([
  'offline',
  'name',
  'connection',
  'proxy',
  'proxy-password',
  'certificate',
  'authority',
  'clock',
  'service',
  'rate-limited',
  'unexpected',
  'refused',
  'expired',
  'used-elsewhere',
  'ended-unseen',
  'keychain-locked',
  'keychain-missing',
  'keychain-emptied',
  'keychain-unreadable',
  'keychain-unstarted',
])

const Milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))

/** What went wrong with the last request of an attempt that goes on, and when the next one is made. */
const Trouble = v.strictObject({ problem: Problem, retryInMs: Milliseconds })

/** One line of text in whatever script, cleaned of what no desktop can show; 1 to 200 UTF-16 units. */
const Line = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const Account = v.strictObject({
  /** What the account shows: its title, else its user name. */
  name: Line,
  /** Null where it says no more than `name`: managed users have none. */
  username: v.nullable(Line),
  email: v.nullable(Line),
  /** Null where plex.tv did not say. */
  plexPass: v.nullable(v.boolean()),
  /** `home`: a member of a Plex Home with an account of its own. `managed`: a user of a Home without one. */
  membership: v.picklist(['none', 'home', 'managed']),
})

/** A Plex Media Server that the account reaches. Its token and its addresses have no field here. */
const Server = v.strictObject({
  /** The server's own client identifier. */
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{1,64}$/)),
  name: Line,
  /** Whose server it is; null for the account's own. */
  owner: v.nullable(Line),
  owned: v.boolean(),
  /** Whether plex.tv sees it now. */
  online: v.boolean(),
  /** As in `1.43.0`. */
  version: v.nullable(Line),
})

const Servers = v.strictObject({
  /** Null until plex.tv has told. Sorted: the account's own first, then by name. */
  list: v.nullable(v.pipe(v.array(Server), v.maxLength(1_000))),
  refreshing: v.boolean(),
  /** Why the last refresh failed. The list is then the one before. */
  problem: v.nullable(Problem),
})

/** Everything the window may know. No secret has a field here. */
export const SignInView = v.variant('kind', [
  v.strictObject({ kind: v.literal('restoring') }),
  v.strictObject({
    kind: v.literal('signed-out'),
    problem: v.nullable(Problem),
    /** What has become at plex.tv of the last token that was given up since the app started. */
    revocation: v.nullable(v.picklist(['owed', 'done', 'given-up'])),
  }),
  v.strictObject({ kind: v.literal('requesting-code'), trouble: v.nullable(Trouble) }),
  v.strictObject({
    kind: v.literal('awaiting-approval'),
    /** The four characters to type at plex.tv/link. */
    code: v.pipe(v.string(), v.regex(/^[A-Z0-9]{4,8}$/)),
    /** The QR code of the link page: an SVG path whose unit is one module, and the width in modules. */
    qr: v.strictObject({
      path: v.pipe(v.string(), v.regex(/^[MhvHVz0-9 -]*$/), v.maxLength(20_000)),
      modules: v.pipe(v.number(), v.integer(), v.minValue(21), v.maxValue(177)),
    }),
    /** Time left, counted from the moment this snapshot was sent. */
    remainingMs: Milliseconds,
    /** The whole life of the code as plex.tv first gave it. Draws the ring. */
    lifeMs: Milliseconds,
    /** How many expired codes this one comes after, in the same attempt. */
    renewals: v.pipe(v.number(), v.integer(), v.minValue(0)),
    trouble: v.nullable(Trouble),
  }),
  v.strictObject({ kind: v.literal('saving') }),
  v.strictObject({
    kind: v.literal('signed-in'),
    /** Null while plex.tv has not yet said whose token it is. */
    account: v.nullable(Account),
    /** `memory`: the keychain would not take the token, so it lasts until the app quits. */
    kept: v.picklist(['keychain', 'memory', 'unseen', 'unreadable', 'unstarted']),
    /** Why plex.tv could not confirm the sign-in when it was asked last. The token is kept. */
    problem: v.nullable(Problem),
    /** plex.tv is being asked now. */
    checking: v.boolean(),
    /** Milliseconds since 1970 by this computer's calendar; null when the settings that knew are lost. */
    signedInAt: v.nullable(v.number()),
    /** How long ago plex.tv last confirmed the sign-in, counted from the moment this snapshot was sent. */
    confirmedAgoMs: v.nullable(Milliseconds),
    /** Time until plex.tv may be asked again, counted likewise. */
    checkableInMs: Milliseconds,
    servers: Servers,
  }),
  v.strictObject({ kind: v.literal('signing-out') }),
])

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

export type Problem = v.InferOutput<typeof Problem>
export type Account = v.InferOutput<typeof Account>
export type Server = v.InferOutput<typeof Server>
export type Servers = v.InferOutput<typeof Servers>
export type SignInView = v.InferOutput<typeof SignInView>
export type ViewOf<Kind extends SignInView['kind']> = Extract<SignInView, { kind: Kind }>
export type Revocation = ViewOf<'signed-out'>['revocation']
export type Snapshot = v.InferOutput<typeof Snapshot>
export type CommandArgument<N extends CommandName> = v.InferOutput<(typeof contract.commands)[N]['argument']>

export type Bridge = {
  readonly [N in CommandName]: CommandArgument<N> extends undefined
    ? () => Promise<void>
    : (argument: CommandArgument<N>) => Promise<void>
} & { readonly onSnapshot: (listener: (snapshot: Snapshot) => void) => () => void }
