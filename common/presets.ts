/** What stands for an address that nobody chose, and for a key in lines that are shown or copied without it. */
export const PLACE_OF_ADDRESS = 'http://SERVER:32400'
export const PLACE_OF_KEY = 'YOUR-KEY'

/** What a program calls the address and the key of its server, and where it wants them. */
interface Preset {
  readonly title: string
  /** The file that they go into; null if they are variables of its environment. */
  readonly file: string | null
  readonly lines: (address: string, key: string) => readonly string[]
}

const variables = (address: string, key: string) => (ofAddress: string, ofKey: string) => [
  `${address}=${ofAddress}`,
  `${key}=${ofKey}`,
]

/** As each program's own documentation and source have them. */
const table = {
  kometa: {
    title: 'Kometa',
    file: 'config.yml',
    lines: (address, key) => ['plex:', `  url: ${address}`, `  token: ${key}`],
  },
  'python-plexapi': {
    title: 'python-plexapi',
    file: 'config.ini',
    lines: (address, key) => ['[auth]', `server_baseurl = ${address}`, `server_token = ${key}`],
  },
  imagemaid: { title: 'ImageMaid', file: 'config/.env', lines: variables('PLEX_URL', 'PLEX_TOKEN') },
  'plex-auto-languages': {
    title: 'Plex-Auto-Languages',
    file: 'config.yaml',
    lines: (address, key) => [
      'plexautolanguages:',
      '  plex:',
      `    url: "${address}"`,
      `    token: "${key}"`,
    ],
  },
  'jellyplex-watched': {
    title: 'JellyPlex-Watched',
    file: '.env',
    lines: variables('PLEX_BASEURL', 'PLEX_TOKEN'),
  },
  plextraktsync: {
    title: 'PlexTraktSync',
    file: 'servers.yml',
    lines: (address, key) => [
      'servers:',
      '  default:',
      `    token: ${key}`,
      '    urls:',
      `      - ${address}`,
    ],
  },
  'plex-mcp-server': { title: 'plex-mcp-server', file: '.env', lines: variables('PLEX_URL', 'PLEX_TOKEN') },
  'prometheus-plex-exporter': {
    title: 'prometheus-plex-exporter',
    file: null,
    lines: variables('PLEX_SERVER', 'PLEX_TOKEN'),
  },
  tautulli: {
    title: 'Tautulli',
    file: null,
    lines: (address, key) => {
      const [, host = address, port = '32400'] = /^\w+:\/\/(\[[^\]]+\]|[^:/]+)(?::(\d+))?/.exec(address) ?? []
      return [`TAUTULLI_PMS_IP=${host}`, `TAUTULLI_PMS_PORT=${port}`, `TAUTULLI_PMS_TOKEN=${key}`]
    },
  },
} as const satisfies Readonly<Record<string, Preset>>

export type PresetName = keyof typeof table

export const presets: Readonly<Record<PresetName, Preset>> = table

export const presetNames = Object.keys(table) as readonly PresetName[]
