import { expect, test } from '../world/test.ts'
import { moveTime, type Time } from '../world/time.ts'

const rounds = 10
const betweenCodesMs = 5_000

const headers = [
  'accept',
  'x-plex-client-identifier',
  'x-plex-product',
  'x-plex-version',
  'x-plex-device-name',
  'x-plex-device',
  'x-plex-platform',
  'x-plex-platform-version',
  'x-plex-language',
]

test.describe(`over ${rounds} sign-ins and sign-outs`, () => {
  test('stays one device for plex.tv, and says on every request which', async ({
    launch,
    tray,
    person,
    simulator,
    desktop,
  }) => {
    const [ada] = simulator.accounts()
    let mostDevices = 0
    simulator.configure({
      onAnswered: () => (mostDevices = Math.max(mostDevices, simulator.devices(ada!).length)),
    })

    const signIn = (time: Time) => person.signIn(ada, { time })
    const signOut = async (time: Time, token: string) => {
      await person.signOut(token)
      await time.pass(betweenCodesMs)
    }

    const app = await launch()
    await tray.offersSignIn()
    const time = await moveTime(app, simulator)
    for (let round = 0; round < rounds / 2; round++) await signOut(time, await signIn(time))

    const token = await signIn(time)
    await person.quit()
    await app.exit()
    const again = await launch()
    await tray.waitForLabel('Signed in as Ada Lovelace')
    const later = await moveTime(again, simulator)
    await signOut(later, token)
    for (let round = rounds / 2 + 1; round < rounds; round++) await signOut(later, await signIn(later))

    expect({
      pins: simulator.pins().length,
      mostDevices,
      devices: simulator.devices(ada!),
      alive: simulator.tokens().filter(({ alive }) => alive),
      identifiers: new Set(simulator.log.map(request => request.headers['x-plex-client-identifier'])).size,
      incomplete: simulator.log.filter(request => headers.some(name => !request.headers[name])),
      kept: await desktop.keychain.all(),
    }).toEqual({
      pins: rounds,
      mostDevices: 1,
      devices: [],
      alive: [],
      identifiers: 1,
      incomplete: [],
      kept: [],
    })
  })
})
