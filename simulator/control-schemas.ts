import * as v from 'valibot'

const Milliseconds = v.optional(v.number())

const kinds = v.variant('kind', [
  v.object({
    kind: v.literal('rate-limited'),
    retryAfter: v.optional(v.picklist(['seconds', 'date', 'nonsense', 'none'])),
    seconds: v.optional(v.number()),
  }),
  v.object({
    kind: v.picklist([
      'server-error',
      'unavailable',
      'edge-404',
      'alternating-edge-404',
      'captive-portal',
      'truncated-json',
      'empty-array',
      'null',
      'hang',
      'gzip',
      'chunked',
      'byte-order-mark',
    ]),
  }),
  v.object({ kind: v.literal('bad-gateway'), status: v.optional(v.picklist([502, 503])) }),
  v.object({
    kind: v.literal('wrong-type'),
    what: v.picklist(['id-string', 'expiresIn-string', 'authToken-empty', 'authToken-null-text']),
  }),
  v.object({ kind: v.literal('slow-body'), milliseconds: Milliseconds }),
  v.object({ kind: v.literal('reset'), when: v.optional(v.picklist(['at-once', 'mid-body'])) }),
  v.object({
    kind: v.literal('redirect'),
    status: v.optional(v.picklist([301, 302, 307, 308])),
    to: v.optional(v.pipe(v.string(), v.url())),
  }),
  v.object({ kind: v.literal('huge-body'), bytes: v.optional(v.number()) }),
  v.object({ kind: v.literal('raw'), head: v.string(), body: v.optional(v.string()) }),
  v.object({ kind: v.literal('delayed'), milliseconds: v.number() }),
  v.object({
    kind: v.literal('status'),
    status: v.pipe(v.number(), v.minValue(200), v.maxValue(599)),
    body: v.optional(v.string()),
    contentType: v.optional(v.string()),
  }),
])

/** A fault as the control API takes it. */
export const FaultSchema = v.object({
  route: v.picklist([
    'mint',
    'poll',
    'link',
    'user',
    'resources',
    'ping',
    'signout',
    'devices',
    'qr',
    'account',
    'home',
    'other',
    'any',
  ]),
  fault: v.intersect([kinds, v.object({ host: v.optional(v.string()) })]),
  times: v.optional(v.union([v.number(), v.literal('infinity')]), 1),
})

/** The switches as the control API takes them. */
export const OptionsSchema = v.strictObject({
  lifeSeconds: v.optional(v.nullable(v.number())),
  claimWindow: v.optional(v.picklist(['claim', 'firstRead', 'none'])),
  claimWindowSeconds: v.optional(v.number()),
  readOnce: v.optional(v.boolean()),
  claimLagPolls: v.optional(v.number()),
  dropGeoFields: v.optional(v.boolean()),
  largeIds: v.optional(v.boolean()),
  checkCodeQuery: v.optional(v.boolean()),
  linking: v.optional(v.picklist(['open', 'needs-sso', 'refused', 'weak-only', 'unknown', 'limited'])),
  linkingDelay: v.optional(v.number()),
  relinkReturnsSameToken: v.optional(v.boolean()),
  userShape: v.optional(
    v.picklist(['usual', 'csv-languages', 'unknown-fields', 'nulls', 'plex-pass', 'home', 'managed']),
  ),
  resourcesShape: v.optional(v.picklist(['usual', 'empty', 'many', 'varied', 'emoji', 'right-to-left'])),
  homeSwitchLimit: v.optional(v.number()),
  latency: v.optional(v.number()),
  clientProduct: v.optional(v.nullable(v.string())),
})
