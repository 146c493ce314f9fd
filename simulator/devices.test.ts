import { describe, expect } from 'vitest'
import type { Simulator } from './server.ts'
import { ask, mint, signIn, test, wellBehaved } from './testing.ts'

const program = {
  ...wellBehaved,
  'x-plex-client-identifier': 'identifier-of-kometa',
  'x-plex-product': 'Kometa on the NAS',
  'x-plex-device-name': 'Kometa on the NAS (DESK-01)',
  'x-plex-device': 'Linux',
  'x-plex-platform': 'Linux',
  'x-plex-platform-version': '6.1',
}

/** A token of a program's own, approved by Ada. */
const makeKey = async (simulator: Simulator): Promise<string> => {
  const pin = await ask(simulator, '/api/v2/pins?strong=true', { method: 'POST', headers: program })
  return simulator.claim(String(pin.json()['code']))
}

const adasDevices = (simulator: Simulator) => {
  const [ada] = simulator.accounts()
  return ada ? simulator.devices(ada) : []
}

describe('GET /devices.xml', () => {
  test('lists every device of the account with its token, whichever of them asks', async ({ simulator }) => {
    const own = await signIn(simulator)
    const key = await makeKey(simulator)
    const { code } = await mint(simulator)
    simulator.claim(String(code), simulator.account({ username: 'grace' }))
    const [tray, kometa] = adasDevices(simulator)
    const seconds = (milliseconds = 0) => Math.floor(milliseconds / 1000)
    const row = (attributes: string) => `<Device ${attributes} screenResolution="" screenDensity=""/>`
    for (const token of [own, key]) {
      const { text } = await ask(simulator, '/devices.xml', { headers: { 'x-plex-token': token } })
      expect(text).toBe(
        `<?xml version="1.0" encoding="UTF-8"?>\n<MediaContainer publicAddress="203.0.113.20">${row(
          `name="DESK-01" publicAddress="203.0.113.20" product="Example Tray" productVersion="1.0.0" platform="" platformVersion="" device="" model="" vendor="" provides="" clientIdentifier="${wellBehaved['x-plex-client-identifier']}" version="1.0.0" id="${tray?.id}" token="${own}" createdAt="${seconds(tray?.createdAt)}" lastSeenAt="${seconds(tray?.lastSeenAt)}"`,
        )}${row(
          `name="Kometa on the NAS (DESK-01)" publicAddress="203.0.113.20" product="Kometa on the NAS" productVersion="1.0.0" platform="Linux" platformVersion="6.1" device="Linux" model="" vendor="" provides="" clientIdentifier="identifier-of-kometa" version="1.0.0" id="${kometa?.id}" token="${key}" createdAt="${seconds(kometa?.createdAt)}" lastSeenAt="${seconds(kometa?.lastSeenAt)}"`,
        )}</MediaContainer>\n`,
      )
    }
  })

  test('lists nothing to a dead token', async ({ simulator }) => {
    const key = await makeKey(simulator)
    simulator.revoke(key)
    expect((await ask(simulator, '/devices.xml', { headers: { 'x-plex-token': key } })).status).toBe(401)
  })
})

describe('a device in the list', () => {
  test.for([
    [
      'is renamed by the next request with its identifier',
      { 'x-plex-device-name': 'Renamed' },
      'Renamed',
      true,
    ],
    ['is seen, but not renamed, by a request that says nothing of it', { 'x-plex-product': '' }, null, true],
    [
      'is left alone by a request with another identifier',
      { 'x-plex-client-identifier': 'another', 'x-plex-device-name': 'Renamed' },
      null,
      false,
    ],
  ] as const)('%s', async ([, over, name, seen], { simulator }) => {
    const key = await makeKey(simulator)
    simulator.advance(60_000)
    const described = Object.entries({ ...program, ...over }).filter(([, value]) => value !== '')
    const headers = { ...Object.fromEntries(described), 'x-plex-token': key }
    await ask(simulator, '/api/v2/user', { headers })
    const [device] = adasDevices(simulator)
    const passed = (device?.lastSeenAt ?? 0) - (device?.createdAt ?? 0)
    expect([device?.name, device?.product, passed >= 60_000]).toEqual([
      name ?? 'Kometa on the NAS (DESK-01)',
      'Kometa on the NAS',
      seen,
    ])
  })

  test('goes with DELETE /devices/ID.xml by any token of the account, and takes its token along', async ({
    simulator,
  }) => {
    const own = await signIn(simulator)
    const key = await makeKey(simulator)
    const id = adasDevices(simulator).find(({ token }) => token === key)?.id
    const remove = { method: 'DELETE', headers: { ...wellBehaved, 'x-plex-token': own } }
    const replies = [
      await ask(simulator, `/devices/${id}.xml`, remove),
      await ask(simulator, `/devices/${id}.xml`, remove),
    ]
    expect(replies.map(({ status }) => status)).toEqual([200, 404])
    expect(adasDevices(simulator).map(({ token }) => token)).toEqual([own])
    expect(simulator.tokens().map(({ token, alive }) => [token, alive])).toEqual([
      [own, true],
      [key, false],
    ])
  })
})
