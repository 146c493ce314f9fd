import { keyDeviceName, printableAscii } from '../../common/device-names.ts'

/** What plex.tv is told about this computer. Source: developer.plex.tv, "Authenticating with Plex". */
export interface Installation {
  /** UUID v4, one per computer: plex.tv binds PINs and tokens to it, and lists one device for each. */
  readonly clientIdentifier: string
  readonly version: string
  /** Shown to the person as the device's title under Authorized Devices. */
  readonly deviceName: string
  /** `Windows`, `macOS` or `Linux`. */
  readonly platform: string
  readonly platformVersion: string
}

/** What plex.tv is told about another program, which has a key of its own. */
export interface KeyIdentity {
  /** UUID v4, one per key, for ever: so that no token ends another. */
  readonly identifier: string
  readonly name: string
}

/** As a key's own program: its identifier and its name in place of Latchkey's. */
export const keyHeaders = (
  installation: Installation,
  key: KeyIdentity,
): Readonly<Record<string, string>> => ({
  ...plexHeaders(installation),
  'X-Plex-Client-Identifier': key.identifier,
  'X-Plex-Product': printableAscii(key.name, 'Key'),
  'X-Plex-Device-Name': keyDeviceName(key.name, installation.deviceName),
})

/** How Latchkey names itself, also to servers that are not plex.tv. */
export const userAgentOf = ({ version }: Pick<Installation, 'version'>): string => `Latchkey/${version}`

/** `X-Plex-*` headers for every request, printable ASCII only: `net.request` throws on anything else. */
export function plexHeaders(installation: Installation): Readonly<Record<string, string>> {
  const { clientIdentifier, version, deviceName, platform, platformVersion } = installation
  return {
    Accept: 'application/json',
    'X-Plex-Client-Identifier': clientIdentifier,
    'X-Plex-Product': 'Latchkey',
    'X-Plex-Version': printableAscii(version, '0'),
    'X-Plex-Device-Name': printableAscii(deviceName, 'Computer'),
    'X-Plex-Device': printableAscii(platform, 'Computer'),
    'X-Plex-Platform': printableAscii(platform, 'Computer'),
    'X-Plex-Platform-Version': printableAscii(platformVersion, '0'),
    'X-Plex-Language': 'en',
  }
}
