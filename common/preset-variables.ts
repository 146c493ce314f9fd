import type { PresetName } from './presets.ts'

/** What a program is to have of a key. */
export interface Given {
  /** Null where the key is for no server in particular. */
  readonly address: string | null
  readonly key: string
  /** What the key is known by at Plex: a program that says it too makes no second device of itself. */
  readonly identifier: string
  readonly deviceName: string
  readonly product: string
}

type Variables = Readonly<Record<string, string>>

const both =
  (ofAddress: string, ofKey: string) =>
  ({ address, key }: Given): Variables => ({
    ...(address === null ? {} : { [ofAddress]: address }),
    [ofKey]: key,
  })

/** The variables that each program reads, as its own documentation and source have them. */
const byPreset = {
  kometa: both('KOMETA_PLEX_URL', 'KOMETA_PLEX_TOKEN'),
  'python-plexapi': given => ({
    ...both('PLEXAPI_AUTH_SERVER_BASEURL', 'PLEXAPI_AUTH_SERVER_TOKEN')(given),
    PLEXAPI_HEADER_IDENTIFIER: given.identifier,
    PLEXAPI_HEADER_DEVICE_NAME: given.deviceName,
    PLEXAPI_HEADER_PRODUCT: given.product,
  }),
  imagemaid: both('PLEX_URL', 'PLEX_TOKEN'),
  'plex-auto-languages': both('PLEX_URL', 'PLEX_TOKEN'),
  'jellyplex-watched': both('PLEX_BASEURL', 'PLEX_TOKEN'),
  plextraktsync: both('PLEX_BASEURL', 'PLEX_TOKEN'),
  'plex-mcp-server': both('PLEX_URL', 'PLEX_TOKEN'),
  'prometheus-plex-exporter': both('PLEX_SERVER', 'PLEX_TOKEN'),
  tautulli: ({ address, key }) => {
    const [, host, port = '32400'] = /^\w+:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(address ?? '') ?? []
    return {
      ...(host === undefined ? {} : { TAUTULLI_PMS_IP: host, TAUTULLI_PMS_PORT: port }),
      TAUTULLI_PMS_TOKEN: key,
    }
  },
} as const satisfies Readonly<Record<PresetName, (given: Given) => Variables>>

/** What most programs look for. */
const generic = ({ address, key }: Given): Variables => ({
  ...(address === null ? {} : { PLEX_URL: address, PLEX_BASEURL: address, PLEX_SERVER: address }),
  PLEX_TOKEN: key,
})

/** The environment that a program gets with a key, by the preset of the program if it has one. */
export const variablesFor = (preset: PresetName | null, given: Given): Variables =>
  (preset === null ? generic : byPreset[preset])(given)

const NAMES: Given = {
  address: 'http://server:32400',
  key: 'key',
  identifier: 'id',
  deviceName: 'name',
  product: 'product',
}

/** The names of those variables alone. */
export const variableNames = (preset: PresetName | null): readonly string[] =>
  Object.keys(variablesFor(preset, NAMES))
