import * as v from 'valibot'

/** Whether the keychain holds it: after the settings were lost nobody knows. */
const Stored = v.picklist(['yes', 'no', 'unknown'])

/** The last moment that a Date can hold: beyond it no date can be shown. */
const LAST_MOMENT = 8.64e15

/** Milliseconds since 1970; null when it has not been, or when nobody knows. One that is none is not worth a new file. */
const Moment = v.fallback(v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_MOMENT))), null)

const known = {
  /** UUID v4. One per computer, for ever: plex.tv lists one device per identifier. */
  clientIdentifier: v.pipe(v.string(), v.uuid()),
  tokenStored: Stored,
  /** The same of what is unfinished: codes that may still be approved, tokens to be revoked. */
  unfinishedStored: v.optional(Stored, 'unknown'),
  signedInAt: Moment,
  /** When plex.tv last confirmed the sign-in. */
  confirmedAt: Moment,
}

const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))

/** Of further computers that this home was copied to or is shared with; who comes beyond that starts anew. */
export const MOST_OTHERS = 7

/** What Latchkey keeps in a plain file. No secret has a field here. */
export const Settings = v.object({
  version: v.literal(1),
  ...known,
  /** Whose all this is; null where the computer has no id, and in the files of earlier releases. */
  computer: v.fallback(
    v.nullable(v.object({ salt: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)), hash: Hash })),
    null,
  ),
  others: v.fallback(v.pipe(v.array(v.object({ hash: Hash, ...known })), v.maxLength(MOST_OTHERS)), []),
})

export type Settings = v.InferOutput<typeof Settings>

export const defaults = (clientIdentifier: string): Settings => ({
  version: 1,
  clientIdentifier,
  tokenStored: 'unknown',
  unfinishedStored: 'unknown',
  signedInAt: null,
  confirmedAt: null,
  computer: null,
  others: [],
})
