import type { Content } from './answer.ts'
import type { DeviceRecord } from './records.ts'
import { parameter, type ApiRequest } from './request.ts'
import type { DeviceDescription, State } from './state.ts'
import { xmlElement } from './xml.ts'

/** What a request says of the device that it comes from. */
export function describeDevice(request: ApiRequest, clientIdentifier: string): DeviceDescription {
  const product = parameter(request, 'X-Plex-Product')
  const text = (name: string): string => parameter(request, name) ?? ''
  return {
    clientIdentifier,
    product,
    version: text('X-Plex-Version'),
    name: parameter(request, 'X-Plex-Device-Name') ?? product ?? 'Unknown',
    platform: text('X-Plex-Platform'),
    platformVersion: text('X-Plex-Platform-Version'),
    device: text('X-Plex-Device'),
  }
}

const publicAddress = '203.0.113.20'

// Attributes, their order and dates in seconds are those of a published answer.
const oldRow = (state: State, device: DeviceRecord) => {
  const seconds = (milliseconds: number): number => Math.floor(state.clock.shown(milliseconds) / 1000)
  return {
    name: device.name,
    publicAddress,
    product: device.product,
    productVersion: device.version,
    platform: device.platform,
    platformVersion: device.platformVersion,
    device: device.device,
    model: '',
    vendor: '',
    provides: '',
    clientIdentifier: device.clientIdentifier,
    version: device.version,
    id: device.id,
    token: device.token,
    createdAt: seconds(device.createdAt),
    lastSeenAt: seconds(device.lastSeenAt),
    screenResolution: '',
    screenDensity: '',
  }
}

/** `/devices.xml`: all devices of the account, each with its token. */
export function oldDevicesContent(state: State, devices: readonly DeviceRecord[]): Content {
  const rows = devices.map(device => oldRow(state, device))
  const elements = rows.map(row => xmlElement('Device', row))
  return { json: rows, xml: xmlElement('MediaContainer', { publicAddress }, elements) }
}

/** `/api/v2/devices`, whose fields are a guess. */
export function devicesContent(state: State, devices: readonly DeviceRecord[]): Content {
  const written = (milliseconds: number): string =>
    `${new Date(state.clock.shown(milliseconds)).toISOString().slice(0, 19)}Z`
  const rows = devices.map(device => ({
    ...device,
    createdAt: written(device.createdAt),
    lastSeenAt: written(device.lastSeenAt),
  }))
  const elements = rows.map(row => xmlElement('device', row))
  return { json: rows, xml: xmlElement('devices', {}, elements) }
}
