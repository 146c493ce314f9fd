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

/** Name as plex.tv gives it: any Unicode text, never empty, at most 200 UTF-16 units. */
const Account = v.strictObject({ name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) })

/** Everything the window may know. No secret has a field here. */
export const SignInView = v.variant('kind', [
  v.strictObject({ kind: v.literal('restoring') }),
  v.strictObject({ kind: v.literal('signed-out'), problem: v.nullable(Problem) }),
  v.strictObject({ kind: v.literal('requesting-code') }),
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
  /** Null where the app cannot start itself at login. */
  launchAtLogin: v.nullable(v.boolean()),
  /** The name plex.tv lists this computer under. */
  deviceName: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  version: v.string(),
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
    setLaunchAtLogin: command(v.boolean()),
    closeWindow: command(v.undefined()),
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
