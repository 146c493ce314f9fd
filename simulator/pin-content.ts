import type { Content } from './answer.ts'
import { secondsLeft } from './pins.ts'
import type { Pin, State } from './state.ts'
import { xmlElement } from './xml.ts'

const iso = (milliseconds: number): string => `${new Date(milliseconds).toISOString().slice(0, 19)}Z`
const spaced = (milliseconds: number): string => iso(milliseconds).replace('T', ' ').replace('Z', ' UTC')

const location = {
  code: 'CA',
  european_union_member: false,
  continent_code: 'NA',
  country: 'Canada',
  city: 'Toronto',
  time_zone: 'America/Toronto',
  postal_code: 'M5J',
  in_privacy_restricted_country: false,
  in_privacy_restricted_region: false,
  subdivisions: 'Ontario',
  coordinates: '43.6227, -79.3892',
}

const sometimesMissing = new Set([
  'city',
  'postal_code',
  'subdivisions',
  'coordinates',
  'in_privacy_restricted_region',
])

const locationOf = (state: State): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(location).filter(([name]) => !state.options.dropGeoFields || !sometimesMissing.has(name)),
  )

/** The pin with its 12 fields, with the claim that this read may show. */
export function pinContent(state: State, pin: Pin, claim: Pin['claim']): Content {
  const { clock } = state
  // Whole seconds, and `expiresAt` is `createdAt` plus the life; a claimed pin of 10 s counts from the claim.
  const life = Math.round((pin.expiresAt - pin.createdAt) / 1000) * 1000
  const created = clock.shown(pin.createdAt)
  const fields = {
    id: pin.id,
    code: pin.code,
    product: pin.device.product ?? '0',
    trusted: false,
    qr: `https://plex.tv/api/v2/pins/qr/${pin.code}`,
    clientIdentifier: pin.device.clientIdentifier,
  }
  const end = {
    authToken: claim?.token ?? null,
    newRegistration: claim?.newRegistration ?? null,
  }
  const expiresIn = secondsLeft(state, pin)
  const place = locationOf(state)
  const dates = (format: (milliseconds: number) => string) => ({
    createdAt: format(created),
    expiresAt: format(Math.floor(created / 1000) * 1000 + life),
  })
  return {
    json: { ...fields, location: place, expiresIn, ...dates(iso), ...end },
    xml: xmlElement('pin', { ...fields, expiresIn, ...dates(spaced), ...end }, [
      xmlElement('location', place),
    ]),
  }
}
