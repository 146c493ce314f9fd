import * as v from 'valibot'
import { KeyId } from '../../common/ids.ts'
import type { KeyIdentity } from '../plex/headers.ts'
import { LINK_CODE } from '../plex/links.ts'
import { Secret } from '../secret.ts'

const Milliseconds = v.pipe(v.number(), v.finite(), v.minValue(0))

const SealedPin = v.object({
  id: v.pipe(v.number(), v.safeInteger()),
  code: v.pipe(v.string(), v.regex(LINK_CODE)),
  role: v.picklist(['current', 'replaced', 'cancelled']),
  lifeMs: Milliseconds,
  /** Milliseconds since 1970. */
  endsAt: Milliseconds,
})

/** As plex.tv knows a key. */
const Identity = v.object({ identifier: v.pipe(v.string(), v.uuid()), name: v.string() })

const SealedKeyPin = v.object({ key: KeyId, ...SealedPin.entries })

const Sealed = v.object({
  pins: v.array(SealedPin),
  keyPins: v.optional(v.array(SealedKeyPin), []),
  claims: v.array(v.object({ pinId: v.number(), token: v.pipe(v.string(), v.minLength(1)) })),
  owed: v.array(
    v.object({
      token: v.pipe(v.string(), v.minLength(1)),
      since: v.number(),
      key: v.optional(Identity),
    }),
  ),
})

export type SealedPin = v.InferOutput<typeof SealedPin>
export type SealedKeyPin = v.InferOutput<typeof SealedKeyPin>

/** A token to revoke. */
export interface Debt {
  readonly token: Secret
  /** Milliseconds since 1970. */
  readonly since: number
  /** Whose token it is; absent if Latchkey's own. */
  readonly key?: KeyIdentity
}

/** What a later run of the app has to go on with: PINs, claims without an answer, tokens to revoke. */
export interface Unfinished {
  readonly pins: readonly SealedPin[]
  /** Those of keys that are being made. */
  readonly keyPins: readonly SealedKeyPin[]
  readonly claims: ReadonlyArray<{ readonly pinId: number; readonly token: Secret }>
  readonly owed: readonly Debt[]
}

export const nothing: Unfinished = { pins: [], keyPins: [], claims: [], owed: [] }

export const isEmpty = ({ pins, keyPins, claims, owed }: Unfinished) =>
  pins.length + keyPins.length + claims.length + owed.length === 0

/** As the keychain stores it. */
export const sealed = ({ pins, keyPins, claims, owed }: Unfinished): string =>
  JSON.stringify({
    pins,
    ...(keyPins.length === 0 ? {} : { keyPins }),
    claims: claims.map(({ pinId, token }) => ({ pinId, token: token.reveal() })),
    owed: owed.map(({ token, since, key }) => ({ token: token.reveal(), since, key })),
  })

/** What a text of the keychain says; nothing if it makes no sense. */
export function opened(text: string | null): Unfinished {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Sealed), text)
  if (!parsed.success) return nothing
  const { claims, owed, ...rest } = parsed.output
  return {
    ...rest,
    claims: claims.map(({ pinId, token }) => ({ pinId, token: new Secret(token) })),
    owed: owed.map(({ token, since, key }) => ({
      token: new Secret(token),
      since,
      ...(key === undefined ? {} : { key }),
    })),
  }
}

/** What is unfinished in one and not in the other. */
export const beyond = ({ pins, keyPins, claims, owed }: Unfinished, other: Unfinished): Unfinished => ({
  pins: pins.filter(({ id }) => !other.pins.some(pin => pin.id === id)),
  keyPins: keyPins.filter(({ id }) => !other.keyPins.some(pin => pin.id === id)),
  claims: claims.filter(one => !other.claims.some(claim => isSame(one, claim))),
  owed: owed.filter(one => !other.owed.some(debt => isSame(one, debt))),
})

const isSame = (one: { readonly token: Secret }, other: { readonly token: Secret }): boolean =>
  one.token.reveal() === other.token.reveal()

export const joined = (older: Unfinished, newer: Unfinished): Unfinished => ({
  pins: [...older.pins, ...newer.pins],
  keyPins: [...older.keyPins, ...newer.keyPins],
  claims: [...older.claims, ...newer.claims],
  owed: [...older.owed, ...newer.owed],
})
