import type { Reply } from './exchange.ts'

/**
 * Answers of plex.tv as public clients recorded them, with our own header values put in. For tests.
 * Sources: rubyplex (weak PIN, 2025), torrent-mate (claimed PIN, 2026; the fields of resources, with values made up), plex-api-spec and python-plexapi (errors).
 */
export const CLIENT_IDENTIFIER = '5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11'

export const weakPin = `{"id":1174342418,"code":"KYLX","product":"Example Tray","trusted":false,
 "qr":"https://plex.tv/api/v2/pins/qr/KYLX","clientIdentifier":"5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11",
 "location":{"code":"CA","european_union_member":false,"continent_code":"NA","country":"Canada","city":"Toronto",
   "time_zone":"America/Toronto","postal_code":"M5J","in_privacy_restricted_country":false,
   "in_privacy_restricted_region":false,"subdivisions":"Ontario","coordinates":"43.6227, -79.3892"},
 "expiresIn":900,"createdAt":"2025-03-07T16:37:05Z","expiresAt":"2025-03-07T16:52:05Z",
 "authToken":null,"newRegistration":null}`

export const claimedPin = `{"id":900001,"code":"l91xft5ypr1n7588alsymxoy8","product":"Example Tray","trusted":false,"qr":"https://plex.tv/api/v2/pins/qr/l91xft5ypr1n7588alsymxoy8",
 "clientIdentifier":"5f0c6c0e-8a0b-4b58-9a6e-0d5b8f5f2a11","location":{"code":"FR"},
 "expiresIn":10,"createdAt":"2026-10-04T12:17:35Z","expiresAt":"2026-10-04T12:17:59Z",
 "authToken":"XXXXXXXXXXXXXXXXXXXX","newRegistration":false}`

export const user = `{"id":12345678,"uuid":"212acf24b07315e5","username":"ada","title":"Ada Lovelace",
 "email":"ada@example.com","friendlyName":"","locale":null,"confirmed":true,"joinedAt":1609459200,
 "emailOnlyAuth":false,"hasPassword":true,"protected":false,"thumb":"https://plex.tv/users/212acf24b07315e5/avatar?c=1",
 "authToken":"XXXXXXXXXXXXXXXXXXXX","mailingListStatus":"active","mailingListActive":true,"scrobbleTypes":"",
 "country":"GB","pin":"","subscription":{"active":false,"subscribedAt":null,"status":"Inactive","paymentService":null,
 "plan":null,"features":[]},"subscriptionDescription":null,"restricted":false,"anonymous":null,"home":false,
 "guest":false,"homeSize":1,"homeAdmin":false,"maxHomeSize":15,"rememberExpiresAt":1791722255,
 "profile":{"autoSelectAudio":true,"defaultAudioLanguage":"en","defaultAudioLanguages":"en,sv"},
 "entitlements":[],"roles":[],"services":[]}`

/** The account's own server, somebody else's, and a player; addresses shortened to one each. */
export const resources = `[{"name":"Attic","product":"Plex Media Server","productVersion":"1.43.0.10000-abcdef012",
 "platform":"Linux","platformVersion":"12","device":"PC","clientIdentifier":"d1b5ab2a6b1dd0d1ec66f0dc2c8a9d9c4d8b0f11",
 "createdAt":"2024-01-02T03:04:05Z","lastSeenAt":"2026-10-04T12:00:00Z","provides":"server","ownerId":null,
 "sourceTitle":null,"publicAddress":"203.0.113.20","accessToken":"XXXXXXXXXXXXXXXXXXXX","searchEnabled":true,
 "owned":true,"home":false,"synced":false,"relay":true,"presence":true,"httpsRequired":false,
 "publicAddressMatches":true,"dnsRebindingProtection":false,"natLoopbackSupported":false,
 "connections":[{"protocol":"https","address":"203.0.113.20","port":32400,
   "uri":"https://203-0-113-20.00000000000000000000000000000000.plex.direct:32400","local":false,"relay":false,"IPv6":false}]},
 {"name":"Grace’s films","product":"Plex Media Server","productVersion":"1.41.2.9200-c6bbc1b53","platform":null,
 "platformVersion":null,"device":null,"clientIdentifier":"7f00c2fa3a2e4ac8b1f0aa5c31d8e52b94f6a772",
 "createdAt":"2020-01-02T03:04:05Z","lastSeenAt":"2026-09-01T12:00:00Z","provides":"server","ownerId":4242,
 "sourceTitle":"grace","publicAddress":"203.0.113.77","accessToken":"XXXXXXXXXXXXXXXXXXXY","searchEnabled":true,
 "owned":false,"home":false,"synced":false,"relay":true,"presence":false,"httpsRequired":true,
 "publicAddressMatches":false,"dnsRebindingProtection":false,"natLoopbackSupported":false,"connections":[]},
 {"name":"Phone","product":"Plex for Android","productVersion":"10.1.0","platform":"Android","platformVersion":"15",
 "device":"Phone","clientIdentifier":"a1b2c3d4e5f6a7b8-com-plexapp-android","createdAt":"2025-01-02T03:04:05Z",
 "lastSeenAt":"2026-10-04T12:00:00Z","provides":"client,player","ownerId":null,"sourceTitle":null,
 "publicAddress":"203.0.113.20","searchEnabled":false,"owned":true,"home":false,"synced":false,"relay":false,
 "presence":true,"httpsRequired":false,"publicAddressMatches":true,"dnsRebindingProtection":false,
 "natLoopbackSupported":false,"connections":[]}]`

/** 404, for an expired, an unknown and a foreign PIN. */
export const pinNotFound = '{"errors":[{"code":1020,"message":"Code not found or expired"}]}'

/** 401, 83 bytes. */
export const notAuthenticated =
  '{"errors":[{"code":1001,"message":"User could not be authenticated","status":401}]}'

/** 400. */
export const identifierMissing =
  '{"errors":[{"code":1000,"message":"X-Plex-Client-Identifier is missing","status":400}]}'

/** 429. */
export const rateLimited = '{"errors":[{"code":1003,"message":"API rate limit exceeded","status":429}]}'

/** 404, for an address that does not exist. */
export const noSuchEndpoint = '{"errors":[{"code":1002,"message":"Not found","status":404}]}'

export interface Recorded {
  readonly status?: number
  readonly body?: string | null
  readonly type?: string | null
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer with a status of 200 and JSON, unless told otherwise. */
export function answer({
  status = 200,
  body = null,
  type = 'application/json',
  headers = {},
}: Recorded): Reply {
  const typed = type === null || body === null ? {} : { 'content-type': type }
  return { status, headers: { ...headers, ...typed }, body: Buffer.from(body ?? '') }
}
