import * as v from 'valibot'
import { SessionId } from './ids.ts'
import { keychainTroubles, problemNames } from './problems.ts'

export const Problem = v.picklist(problemNames)

const Milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))

/** What went wrong with the last request of an attempt that goes on, and when the next one is made. */
const Trouble = v.strictObject({ problem: Problem, retryInMs: Milliseconds })

/** One line of text in any script, without characters that desktops cannot show; 1 to 200 UTF-16 units. */
export const Line = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

export const Account = v.strictObject({
  /** The account's title, else its user name. */
  name: Line,
  /** Null if it is the same as `name`, or if there is none, as for managed users. */
  username: v.nullable(Line),
  email: v.nullable(Line),
  /** Null where plex.tv did not say. */
  plexPass: v.nullable(v.boolean()),
  /** `home`: a member of a Plex Home with their own account. `managed`: a user of a Home without one. */
  membership: v.picklist(['none', 'home', 'managed']),
})

/** A Plex Media Server that the account can reach. There is no field for its token or its addresses. */
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
  /** Why the last refresh failed. The list is then still the one before. */
  problem: v.nullable(Problem),
})

/** What plex.tv has done about the last token that was given up in this run. */
export const Revocation = v.nullable(v.picklist(['owed', 'done', 'given-up']))

/** A sign-in that is under way and has no token yet. There is no field for a secret. */
export const AttemptView = v.variant('kind', [
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
    /** The whole life of the code, as plex.tv first said. The ring is drawn from it. */
    lifeMs: Milliseconds,
    /** How many codes have expired before this one in the same attempt. */
    renewals: v.pipe(v.number(), v.integer(), v.minValue(0)),
    trouble: v.nullable(Trouble),
  }),
])

/**
 * Where a token is: in the keychain, or in memory until the app quits, and why. `unseen`: the keychain said that it took
 * it, but does not have it.
 */
export const Kept = v.picklist(['keychain', 'unseen', ...keychainTroubles])

/** A token that is held, or is about to be. There is no field for a secret. */
export const SessionView = v.variant('kind', [
  v.strictObject({ kind: v.literal('restoring') }),
  v.strictObject({ kind: v.literal('saving'), id: SessionId }),
  v.strictObject({
    kind: v.literal('signed-in'),
    id: SessionId,
    /** Null while plex.tv has not yet said whose token it is. */
    account: v.nullable(Account),
    kept: Kept,
    /** Why plex.tv could not confirm the sign-in when it was asked last. The token is kept. */
    problem: v.nullable(Problem),
    /** plex.tv is being asked now. */
    checking: v.boolean(),
    /** Milliseconds since 1970 by this computer's calendar; null if unknown. */
    signedInAt: v.nullable(v.number()),
    /** How long ago plex.tv last confirmed the sign-in, counted from the moment this snapshot was sent. */
    confirmedAgoMs: v.nullable(Milliseconds),
    /** Time until plex.tv may be asked again, counted likewise. */
    checkableInMs: Milliseconds,
    servers: Servers,
  }),
  v.strictObject({ kind: v.literal('signing-out'), id: SessionId }),
])

export type Problem = v.InferOutput<typeof Problem>
export type Account = v.InferOutput<typeof Account>
export type Server = v.InferOutput<typeof Server>
export type Servers = v.InferOutput<typeof Servers>
export type AttemptView = v.InferOutput<typeof AttemptView>
export type SessionView = v.InferOutput<typeof SessionView>
export type Revocation = v.InferOutput<typeof Revocation>

interface SignedOut {
  readonly kind: 'signed-out'
  readonly problem: Problem | null
  readonly revocation: Revocation
}

/** The session, the attempt, or why the person is signed out. */
export type SignInView = AttemptView | SessionView | SignedOut
export type ViewOf<Kind extends SignInView['kind']> = Extract<SignInView, { kind: Kind }>

/** What a snapshot tells of the two lives. */
export interface Lives {
  readonly attempt: AttemptView | null
  readonly session: SessionView | null
  readonly ended: Problem | null
  /** Why the keychain does not say whether it holds a token, whatever else is shown. */
  readonly shutOut: Problem | null
  readonly revocation: Revocation
}
