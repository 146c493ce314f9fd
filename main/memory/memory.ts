import * as v from 'valibot'
import { SessionId } from '../../common/ids.ts'

/** Whether the keychain holds it: `unknown` after the file was lost. */
const stored = ['yes', 'no', 'unknown'] as const

/** The id of a session; null if unknown. */
const Session = v.fallback(v.nullable(SessionId), null)

/** The last moment that a Date can hold. */
const LAST_MOMENT = 8.64e15

/** Milliseconds since 1970; null if it has not happened, or is unknown. */
const Moment = v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_MOMENT))), null)

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

const known = {
  /** UUID v4. One per computer, for ever: plex.tv lists one device per identifier. */
  clientIdentifier: v.pipe(v.string(), v.uuid()),
  /** `given-up`: it may hold the token of a session that is over, which could not be deleted yet. */
  tokenStored: v.fallback(v.picklist([...stored, 'given-up']), 'unknown'),
  /** Whose token was stored last. */
  tokenSession: Session,
  /** The SHA-256 of the token that counts, while another one may lie where nobody could reach it; null if none does. */
  tokenMark: v.fallback(v.nullable(Hash), null),
  /** The same for unfinished business: codes that may still be approved, tokens to revoke. */
  unfinishedStored: v.fallback(v.picklist(stored), 'unknown'),
  /** Whose the dates are. Null if an earlier release wrote them: then they belong to whoever is signed in. */
  session: Session,
  signedInAt: Moment,
  /** When plex.tv last confirmed the sign-in. */
  confirmedAt: Moment,
}

/** How many other computers are remembered, which this home was copied to or is shared with. */
export const MOST_OTHERS = 7

export const VERSION = 2

/**
 * What Latchkey remembers, in a plain file. There is no field for a secret. Every field but the identifier has a
 * fallback, so a missing field does not cost the rest.
 */
export const Memory = v.object({
  version: v.optional(v.literal(VERSION), VERSION),
  ...known,
  /** The computer that this belongs to; null if it has no id. */
  computer: v.fallback(
    v.nullable(v.object({ salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), hash: Hash })),
    null,
  ),
  others: v.fallback(v.pipe(v.array(v.object({ hash: Hash, ...known })), v.maxLength(MOST_OTHERS)), []),
})

export type Memory = v.InferOutput<typeof Memory>

export const parseMemory = (text: string): Memory => v.parse(Memory, JSON.parse(text))

export const newMemory = (clientIdentifier: string): Memory => v.parse(Memory, { clientIdentifier })
