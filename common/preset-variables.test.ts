import { expect, it } from 'vitest'
import { variableNames, variablesFor } from './preset-variables.ts'
import { presetNames, type PresetName } from './presets.ts'

const given = {
  address: 'http://192.168.1.2:32401',
  key: 'KEY',
  identifier: 'id',
  deviceName: 'Kometa',
  product: 'Latchkey',
}

it.each<[PresetName | null, Record<string, string>]>([
  [
    null,
    { PLEX_URL: given.address, PLEX_BASEURL: given.address, PLEX_SERVER: given.address, PLEX_TOKEN: 'KEY' },
  ],
  ['kometa', { KOMETA_PLEX_URL: given.address, KOMETA_PLEX_TOKEN: 'KEY' }],
  [
    'python-plexapi',
    {
      PLEXAPI_AUTH_SERVER_BASEURL: given.address,
      PLEXAPI_AUTH_SERVER_TOKEN: 'KEY',
      PLEXAPI_HEADER_IDENTIFIER: 'id',
      PLEXAPI_HEADER_DEVICE_NAME: 'Kometa',
      PLEXAPI_HEADER_PRODUCT: 'Latchkey',
    },
  ],
  ['tautulli', { TAUTULLI_PMS_IP: '192.168.1.2', TAUTULLI_PMS_PORT: '32401', TAUTULLI_PMS_TOKEN: 'KEY' }],
  ['prometheus-plex-exporter', { PLEX_SERVER: given.address, PLEX_TOKEN: 'KEY' }],
])('%s finds the address and the key under its own names', (preset, expected) => {
  expect(variablesFor(preset, given)).toEqual(expected)
})

it.each([null, ...presetNames])(
  '%s finds no address where none was chosen, and the key all the same',
  preset => {
    const variables = Object.values(variablesFor(preset, { ...given, address: null }))
    expect(variables.filter(value => value.includes('192') || value === '32400')).toEqual([])
    expect(variables).toContain('KEY')
    expect(variableNames(preset)).toEqual(Object.keys(variablesFor(preset, given)))
  },
)
