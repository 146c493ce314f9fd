import * as v from 'valibot'

/** A value that does not fit `schema` counts as absent: plex.tv changes these fields without notice. */
const loose = <const S extends v.GenericSchema>(schema: S) => v.fallback(v.nullish(schema), undefined)

const text = loose(v.string())
const flag = loose(v.boolean())
const seconds = v.pipe(v.number(), v.minValue(0), v.maxValue(86_400))

/**
 * Where plex.tv thinks the requester's IP address is. Personal data: never logged, never kept. `city`, `postal_code`,
 * `subdivisions` and `coordinates` are missing for some addresses. Source: samples published by plex-api-spec
 * (`GeoData`) and @ctrl/plex.
 */
const Location = v.object({
  /** ISO 3166 country code. */
  code: text,
  european_union_member: flag,
  continent_code: text,
  country: text,
  city: text,
  /** IANA name. */
  time_zone: text,
  postal_code: text,
  in_privacy_restricted_country: flag,
  in_privacy_restricted_region: flag,
  subdivisions: text,
  /** `"latitude, longitude"`, degrees. */
  coordinates: text,
})

/**
 * The answer of `POST /api/v2/pins` (201) and `GET /api/v2/pins/{id}` (200), all twelve fields. Only a wrong `id`,
 * `code`, `expiresIn` or `authToken` makes it unusable. Source: developer.plex.tv "Authenticating with Plex"; captures
 * published by torrent-mate and rubyplex.
 */
export const PinAnswer = v.object({
  /** Not sequential, may exceed 2³¹. */
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Weak: four of `A-Z0-9`. Strong: 25 of `a-z0-9`. */
  code: v.pipe(v.string(), v.regex(/^(?:[A-Z0-9]{4,8}|[a-z0-9]{25})$/)),
  /** Echo of `X-Plex-Product`; `"0"` when it was missing. */
  product: text,
  /** `false` in every published sample; its meaning is not documented. */
  trusted: flag,
  /** Address of a PNG that plex.tv draws. Not used: Latchkey draws its own. */
  qr: text,
  /** Echo of `X-Plex-Client-Identifier`. */
  clientIdentifier: text,
  location: loose(Location),
  /** Seconds left at the moment of the answer: 900 for a new weak PIN, 1800 for a strong one, 10 once claimed. */
  expiresIn: seconds,
  /** ISO 8601, UTC, whole seconds, on plex.tv's clock. Never compared with the local one. */
  createdAt: text,
  /** ISO 8601, UTC, whole seconds, on plex.tv's clock. Never compared with the local one. */
  expiresAt: text,
  /** Null until the PIN is claimed. An empty string and the string `null` have been seen instead. */
  authToken: v.optional(v.nullable(v.string()), null),
  /** Null until the PIN is claimed, then whether the account is new. */
  newRegistration: flag,
})

/**
 * The part of `GET /api/v2/user` (200) that is used. The answer also carries `authToken`, the token itself,
 * so it is never logged. Source: developer.plex.tv; captures published by torrent-mate.
 */
export const UserAnswer = v.pipe(
  v.object({
    id: loose(v.number()),
    uuid: text,
    /** The account's display name, and the only name of a managed user. */
    title: text,
    username: text,
    friendlyName: text,
    /** Empty for a managed user. */
    email: text,
    /** Whether the account has Plex Pass. */
    subscription: loose(v.object({ active: flag })),
    /** A managed user: a member of a Plex Home without their own account. */
    restricted: flag,
    /** A member of a Plex Home. */
    home: flag,
  }),
  v.check(({ id, uuid }) => id !== undefined || uuid !== undefined, 'Says nothing of an account'),
)

/**
 * The part of an item of `GET /api/v2/resources` (200) that is used. Items also carry `accessToken` and the addresses
 * in `connections`, which are not even read. Source: captures published by torrent-mate.
 */
export const ResourceAnswer = v.object({
  name: text,
  /** As in `1.43.0.10000-abcdef012`. */
  productVersion: text,
  clientIdentifier: text,
  /** Roles, separated by commas: `server`, `client`, `player`, … */
  provides: text,
  owned: flag,
  /** Who shares it; null for the account's own. */
  sourceTitle: text,
  /** Whether plex.tv sees it now. */
  presence: flag,
})

/** The part of a server in `GET /api/v2/resources?includeHttps=1` (200) that a program needs to reach it. */
export const ReachableAnswer = v.object({
  clientIdentifier: v.string(),
  provides: v.string(),
  owned: flag,
  accessToken: v.string(),
  connections: v.fallback(v.array(v.unknown()), []),
})

/** One of its `connections`. */
export const ConnectionAnswer = v.object({
  uri: v.pipe(v.string(), v.url(), v.regex(/^https?:\/\/[!-~]+$/), v.maxLength(500)),
  address: v.pipe(v.string(), v.regex(/^[A-Za-z0-9.:_-]{1,253}$/)),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
  local: flag,
  relay: flag,
})

/**
 * The part of an item of `GET /api/v2/devices` (200) that is used. Items also carry the token of each device, which is
 * not even read. Source: the fields that public clients read, since nobody has published an answer.
 */
export const DeviceAnswer = v.object({
  clientIdentifier: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  name: text,
  product: text,
  /** ISO 8601; seconds since 1970 in the older list. */
  createdAt: loose(v.union([v.string(), v.number()])),
})

/** plex.tv's error envelope. `status` is missing from 1020. */
export const Refusal = v.object({ errors: v.array(v.object({ code: v.number() })) })

/** "Code not found or expired": the one answer that ends a PIN. */
export const PIN_NOT_FOUND = 1020

/** "User could not be authenticated": the one answer that ends a token. */
export const NOT_AUTHENTICATED = 1001
