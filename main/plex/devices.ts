import * as v from 'valibot'
import { readable } from '../../common/readable.ts'
import { DeviceAnswer } from './answers.ts'
import type { Device } from './port.ts'

const MOST_DEVICES = 1_000

/** The devices of an account; what makes no sense is left out. */
export const readDevices = (devices: readonly unknown[]): readonly Device[] =>
  devices.slice(0, MOST_DEVICES).flatMap(device => {
    const read = v.safeParse(DeviceAnswer, device)
    if (!read.success) return []
    const { clientIdentifier: identifier, name, product, createdAt } = read.output
    return [
      { identifier, name: readable(name) ?? readable(product) ?? '?', addedAt: momentOf(createdAt ?? null) },
    ]
  })

/** plex.tv's own calendar, which is compared with this computer's: close enough for days. */
function momentOf(createdAt: string | number | null): number | null {
  // oxlint-disable-next-line no-restricted-globals
  const moment = typeof createdAt === 'number' ? createdAt * 1_000 : Date.parse(createdAt ?? '')
  return Number.isFinite(moment) && moment > 0 ? moment : null
}
