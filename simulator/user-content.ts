import type { Content } from './answer.ts'
import type { Account } from './records.ts'
import type { State } from './state.ts'
import { userXml } from './user-xml.ts'

const joinedAt = 1_262_304_000

const profile = {
  autoSelectAudio: true,
  defaultAudioAccessibility: 0,
  defaultAudioLanguage: null,
  defaultAudioLanguages: null,
  defaultSubtitleLanguage: null,
  defaultSubtitleLanguages: null,
  autoSelectSubtitle: 0,
  defaultSubtitleAccessibility: 0,
  defaultSubtitleForced: 0,
  watchedIndicator: 1,
  mediaReviewsVisibility: 0,
  mediaReviewsLanguages: null,
  mediaPostsVisibility: true,
}

const subscription = {
  active: false,
  subscribedAt: null,
  status: 'Inactive',
  paymentService: null,
  plan: null,
  features: ['Android - PiP', 'companions_sonos', 'hardware_transcoding', 'webhooks'],
}

const plexPass = {
  ...subscription,
  active: true,
  subscribedAt: '2024-01-02T03:04:05Z',
  status: 'Active',
  plan: 'lifetime',
}

const homeMember = { home: true, homeSize: 3 }

const nullable = [
  'username',
  'email',
  'friendlyName',
  'locale',
  'thumb',
  'anonymous',
  'services',
  'entitlements',
]

const shapes: Readonly<
  Record<State['options']['userShape'], (usual: Record<string, unknown>) => Record<string, unknown>>
> = {
  usual: usual => usual,
  'csv-languages': usual => ({
    ...usual,
    profile: { ...profile, defaultAudioLanguages: 'en,sv', defaultSubtitleLanguages: 'en,sv' },
  }),
  'unknown-fields': usual => ({
    ...usual,
    brandNew: { nested: [1, 'two', null] },
    subscription: { ...subscription, tier: 7 },
  }),
  nulls: usual => ({ ...usual, ...Object.fromEntries(nullable.map(name => [name, null])) }),
  'plex-pass': usual => ({
    ...usual,
    subscription: plexPass,
    subscriptionDescription: 'Lifetime Plex Pass',
    entitlements: ['all'],
    roles: ['plexpass'],
  }),
  home: usual => ({ ...usual, ...homeMember }),
  managed: usual => ({
    ...usual,
    ...homeMember,
    username: '',
    email: '',
    restricted: true,
    restrictionProfile: 'older_kid',
    customRestrictions: null,
  }),
}

const usualFields = (account: Account, token: string, now: number): Record<string, unknown> => ({
  id: account.id,
  uuid: account.uuid,
  username: account.username,
  title: account.title,
  email: account.email,
  friendlyName: account.friendlyName,
  locale: null,
  confirmed: true,
  joinedAt,
  emailOnlyAuth: false,
  hasPassword: true,
  protected: account.homePin !== null,
  thumb: `https://plex.tv/users/${account.uuid}/avatar?c=1790000000`,
  authToken: token,
  mailingListStatus: 'unsubscribed',
  mailingListActive: false,
  scrobbleTypes: '',
  country: 'CA',
  pin: '',
  subscription,
  subscriptionDescription: null,
  restricted: account.managed,
  anonymous: null,
  home: false,
  guest: false,
  homeSize: 1,
  homeAdmin: false,
  maxHomeSize: 15,
  rememberExpiresAt: Math.floor(now / 1000) + 1_209_600,
  profile,
  entitlements: [],
  roles: [],
  services: [
    {
      identifier: 'metadata-dev',
      endpoint: 'https://metadata.example',
      token: 'service-token',
      secret: null,
      status: 'online',
    },
  ],
  adsConsent: null,
  adsConsentSetAt: null,
  adsConsentReminderAt: null,
  experimentalFeatures: false,
  twoFactorEnabled: false,
  backupCodesCreated: false,
  attributionPartner: null,
})

/** The answer of `/api/v2/user`, in the shape that the options ask for. */
export function userContent(state: State, account: Account, token: string): Content {
  const usual = usualFields(account, token, state.clock.shown(state.clock.now()))
  const shaped = shapes[account.managed ? 'managed' : state.options.userShape](usual)
  const fields = { ...shaped, ...account.more }
  return { json: fields, xml: userXml(fields) }
}
