import * as v from 'valibot'

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
export const Line = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

export const Account = v.strictObject({
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
export const Server = v.strictObject({
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

export type Problem = v.InferOutput<typeof Problem>
export type Account = v.InferOutput<typeof Account>
export type Server = v.InferOutput<typeof Server>
export type Servers = v.InferOutput<typeof Servers>
export type SignInView = v.InferOutput<typeof SignInView>
export type ViewOf<Kind extends SignInView['kind']> = Extract<SignInView, { kind: Kind }>
export type Revocation = ViewOf<'signed-out'>['revocation']
