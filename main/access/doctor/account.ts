import type { KeyState } from '../../../common/keys.ts'
import type { Text } from '../../../common/text.ts'
import type { Device } from '../../plex/port.ts'
import { type Finding, ok, warning } from './finding.ts'

/** Only how many there are of each: no name of a key. */
export function judgeKeys(text: Text, states: readonly KeyState[]): Finding {
  const count = states.length
  const of = (state: KeyState): number => states.filter(one => one === state).length
  if (count === 0) return ok(text('doctor.keys.none'))
  const [dead, missing, leaving] = [of('dead'), of('missing'), of('leaving')]
  if (dead + missing + leaving === 0)
    return ok(text('doctor.keys.well', { count, unconfirmed: of('unconfirmed') }))
  return warning(text('doctor.keys.ill', { count, dead, missing, leaving }), text('doctor.keys.next'))
}

/** `list`: null if Plex did not give it. `since`: when the person signed in here; null if unknown. */
export interface Devices {
  readonly list: readonly Device[] | null
  readonly since: number | null
  /** The client identifiers of Latchkey and of its keys. */
  readonly own: ReadonlySet<string>
}

const MOST_NAMES = 5

/** Whoever has a token can make more: so those that came since the sign-in are told. Null: nobody is signed in. */
export function judgeDevices(text: Text, devices: Devices | null): Finding {
  if (devices === null) return ok(text('doctor.devices.signedOut'))
  const { list, since, own } = devices
  if (list === null) return warning(text('doctor.devices.unlisted'), text('doctor.devices.unlistedNext'))
  if (since === null) return ok(text('doctor.devices.undated', { count: list.length }))
  const others = list.filter(
    ({ identifier, addedAt }) => !own.has(identifier) && addedAt !== null && addedAt > since,
  )
  if (others.length === 0) return ok(text('doctor.devices.none'))
  const names = others.slice(0, MOST_NAMES).map(({ name }) => name)
  const more = others.length - names.length
  return warning(
    text('doctor.devices.some', { count: others.length, names: text.list(names), more }),
    text('doctor.devices.next'),
  )
}
