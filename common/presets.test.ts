import { expect, it } from 'vitest'
import { presetNames, presets } from './presets.ts'

it.each(presetNames)('says where %s wants its address and its key, each once', name => {
  const { lines } = presets[name]
  const text = lines('http://192.168.1.20:32400', 'KEY-OF-THE-PROGRAM').join('\n')
  expect(text.match(/KEY-OF-THE-PROGRAM/g)).toHaveLength(1)
  expect(text.match(/192\.168\.1\.20/g)).toHaveLength(1)
  expect(text).toMatch(/32400/)
})

it.each([
  ['https://192-168-1-20.0123.plex.direct:12345', '192-168-1-20.0123.plex.direct', '12345'],
  ['http://[fd00::20]:32400', '[fd00::20]', '32400'],
  ['https://plex.example.com', 'plex.example.com', '32400'],
])('takes address and port apart for a program that wants them so: %s', (address, host, port) => {
  expect(presets.tautulli.lines(address, 'KEY')).toEqual([
    `TAUTULLI_PMS_IP=${host}`,
    `TAUTULLI_PMS_PORT=${port}`,
    'TAUTULLI_PMS_TOKEN=KEY',
  ])
})
