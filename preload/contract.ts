import * as v from 'valibot'

/**
 * Why an attempt or a session is not going well, or ended.
 *
 * The network: `offline` (no network), `name` (DNS), `connection` (refused, reset, timed out), `proxy`,
 * `certificate` (not trusted), `clock` (certificate dates do not fit this computer's clock).
 * plex.tv: `service` (5xx, empty 404), `rate-limited` (429), `unexpected` (an answer that is not plex.tv's),
 * `refused` (401). The code: `expired`, `used-elsewhere`. The keychain: `keychain-locked`.
 */
export const Problem = v.picklist([
  'offline',
  'name',
  'connection',
  'proxy',
  'certificate',
  'clock',
  'service',
  'rate-limited',
  'unexpected',
  'refused',
  'expired',
  'used-elsewhere',
  'keychain-locked',
])

const Milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))

/** What went wrong with the last request of an attempt that goes on, and when the next one is made. */
const Trouble = v.strictObject({ problem: Problem, retryInMs: Milliseconds })

/** One line of text in whatever script, cleaned of what no desktop can show; 1 to 200 UTF-16 units. */
const Account = v.strictObject({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) })

/** Everything the window may know. No secret has a field here. */
export const SignInView = v.variant('kind', [
  v.strictObject({ kind: v.literal('restoring') }),
  v.strictObject({
    kind: v.literal('signed-out'),
    problem: v.nullable(Problem),
    /** What has become at plex.tv of the last token that was given up since the app started. */
    revocation: v.nullable(v.picklist(['owed', 'done'])),
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
    kept: v.picklist(['keychain', 'memory']),
    problem: v.nullable(Problem),
  }),
  v.strictObject({ kind: v.literal('signing-out') }),
])

export const Snapshot = v.strictObject({
  /** Grows by one with each snapshot: an older one that arrives late is dropped. */
  revision: v.pipe(v.number(), v.integer(), v.minValue(0)),
  signIn: SignInView,
  /** A sign-in that was approved after it had been cancelled: the person keeps it or revokes it. */
  lateClaim: v.nullable(v.strictObject({ account: v.nullable(Account) })),
  /** Null where the app cannot start itself at login. */
  launchAtLogin: v.nullable(v.boolean()),
  /** The name plex.tv lists this computer under. */
  deviceName: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  version: v.string(),
  /** Whether the desktop shows a tray. Where it does not, the window is the only way to quit. */
  tray: v.boolean(),
})

const command = <const A extends v.GenericSchema>(argument: A) => ({ argument })

/** The whole boundary: commands go up, snapshots come down. */
export const contract = {
  namespace: 'latchkey',
  snapshot: Snapshot,
  commands: {
    /** Asks for the present snapshot. */
    attach: command(v.undefined()),
    startSignIn: command(v.undefined()),
    cancelSignIn: command(v.undefined()),
    /** Polls, or tries to read the keychain, now instead of when it is due. */
    tryNow: command(v.undefined()),
    openLinkPage: command(v.undefined()),
    copyCode: command(v.undefined()),
    signOut: command(v.undefined()),
    /** "Not you?": revokes the token and starts again. */
    disown: command(v.undefined()),
    keepLateClaim: command(v.undefined()),
    revokeLateClaim: command(v.undefined()),
    setLaunchAtLogin: command(v.boolean()),
    closeWindow: command(v.undefined()),
    quit: command(v.undefined()),
  },
} as const

export type Problem = v.InferOutput<typeof Problem>
export type SignInView = v.InferOutput<typeof SignInView>
export type Snapshot = v.InferOutput<typeof Snapshot>
export type CommandName = keyof typeof contract.commands
export type CommandArgument<N extends CommandName> = v.InferOutput<(typeof contract.commands)[N]['argument']>

export type Bridge = {
  readonly [N in CommandName]: CommandArgument<N> extends undefined
    ? () => Promise<void>
    : (argument: CommandArgument<N>) => Promise<void>
} & { readonly onSnapshot: (listener: (snapshot: Snapshot) => void) => () => void }

export const channel = (name: CommandName | 'snapshot') => `${contract.namespace}:${name}` as const
