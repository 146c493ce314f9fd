import type { ConductRule } from '../../simulator/conduct.ts'
import { type Fault } from '../../simulator/server.ts'
import type { Simulator } from '../../simulator/simulator.ts'
import type { RunningApp } from '../world/app.ts'
import { type Http2Front, startHttp2Front } from '../world/http2-front.ts'
import { type Course, courses, faults } from '../world/poll-faults.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { isLong, longIf } from '../world/rows.ts'
import { type Parts, expect, test as base } from '../world/test.ts'
import { moveTime, type Time } from '../world/time.ts'

type Protocol = 'HTTP/1.1' | 'HTTP/2'

interface Front {
  /** Where plex.tv is for the app. */
  readonly relay: Relay
  readonly refuse: Http2Front['refuse']
  readonly refused: Http2Front['refused']
}

const test = base.extend<{ protocol: Protocol; front: Front; app: RunningApp }>({
  protocol: ['HTTP/1.1', { option: true }],
  front: async ({ simulator, protocol }, use) => {
    const http2 = protocol === 'HTTP/2' ? await startHttp2Front(simulator) : null
    const relay = await startRelay(http2?.port ?? simulator.port)
    await use({
      relay,
      refuse: (how, times) => http2?.refuse(how, times),
      refused: () => http2?.refused() ?? 0,
    })
    await relay.close()
    await http2?.close()
  },
  app: async ({ launch, front }, use) => {
    await use(await launch({ hosts: { 'plex.tv': `127.0.0.1:${front.relay.port}` } }))
  },
})

/** In the long run every course comes up, with each fault three of them; all of all with ALL_COURSES=1. Otherwise each takes one. */
function coursesOf(protocol: Protocol, fault: number): readonly Course[] {
  if (process.env['ALL_COURSES'] !== undefined) return courses
  const course = (number: number) => courses[number % courses.length]!
  if (protocol === 'HTTP/2') return [course(fault + faults.length)]
  return isLong ? [[0, 4], course(fault)] : [[0, 4]]
}

interface Scene extends Pick<Parts, 'tray' | 'person' | 'simulator' | 'desktop'> {
  readonly time: Time
}

const pollEveryMs = 1_500
const mintEveryMs = 5_000

const struck = ({ log }: Simulator) =>
  log.filter(({ route, fault }) => route === 'poll' && fault !== null).length

/** A sign-in whose polls fail so before and after its approval. It comes home, and is signed out again. */
async function survive(
  { tray, person, simulator, desktop, time }: Scene,
  fault: Fault,
  [before, after]: Course,
) {
  await time.pass(mintEveryMs)
  const { code } = await person.startSignIn()
  const strike = async (times: number) => {
    const from = struck(simulator)
    simulator.fault('poll', fault, times)
    for (let polls = 0; polls < times; polls++) await time.pass(pollEveryMs)
    return struck(simulator) - from
  }
  expect(await strike(before)).toBe(before)
  const token = person.approve(code)
  expect(await strike(after)).toBe(after)
  await time.pass(pollEveryMs)
  await tray.waitForLabel('Signed in as Ada Lovelace')
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  await person.signOut(token)
}

/** Approves when a poll has just been answered, and does what spoils the wire then. Real time: requests are given up in it. */
async function approveAs({ tray, person, simulator, desktop }: Omit<Scene, 'time'>, spoil: () => void) {
  const { code } = await person.startSignIn()
  const answered = () =>
    simulator.log.filter(({ route, endedAt }) => route === 'poll' && endedAt !== null).length
  const before = answered()
  await expect.poll(answered, { intervals: [10] }).toBeGreaterThan(before)
  const token = person.approve(code)
  spoil()
  await tray.waitForLabel('Signed in as Ada Lovelace', 11_000)
  expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
  return token
}

for (const protocol of ['HTTP/1.1', 'HTTP/2'] as const) {
  test.describe(`over ${protocol}`, () => {
    test.use({ protocol })
    test.setTimeout(process.env['ALL_COURSES'] === undefined ? 180_000 : 900_000)

    test(`signs in past four failures in a row, whichever they are${longIf(protocol === 'HTTP/1.1')}`, async ({
      app,
      tray,
      person,
      simulator,
      desktop,
    }) => {
      await tray.offersSignIn()
      const scene = { tray, person, simulator, desktop, time: await moveTime(app, simulator) }
      for (const [index, [name, fault]] of faults.entries()) {
        for (const course of coursesOf(protocol, index)) {
          await test.step(`${name}, ${course.join(' + ')}`, () => survive(scene, fault, course))
        }
      }
    })
  })
}

/** plex.tv sees neither a poll that is lost on the way nor that its answer is, and Chromium repeats what was cut off. */
const unseen: readonly ConductRule[] = ['poll-too-slow', 'poll-after-end', 'poll-too-fast']

for (const protocol of ['HTTP/1.1', 'HTTP/2'] as const) {
  test.describe(`over ${protocol}, on a broken wire,`, () => {
    test.use({ protocol, allowedConduct: unseen })

    for (const how of protocol === 'HTTP/2' ? (['freeze', 'drip', 'cut'] as const) : (['freeze'] as const)) {
      test(`signs in where the connection ${how}s at the moment of the approval${longIf(protocol === 'HTTP/2')}`, async ({
        app,
        tray,
        person,
        simulator,
        desktop,
        front,
      }) => {
        await tray.offersSignIn()
        await approveAs({ tray, person, simulator, desktop }, front.relay[how])
        expect(await app.windowCount()).toBe(1)
        expect(front.relay.connections()).toBeGreaterThan(1)
      })
    }
  })
}

test.describe('over HTTP/2', () => {
  test.use({ protocol: 'HTTP/2', allowedConduct: unseen })

  for (const how of ['go-away', 'refused-stream'] as const) {
    test(`signs in past four polls that get ${how} after the approval${longIf(how === 'go-away')}`, async ({
      app,
      tray,
      person,
      simulator,
      desktop,
      front,
    }) => {
      await tray.offersSignIn()
      await approveAs({ tray, person, simulator, desktop }, () => front.refuse(how, 4))
      expect(await app.windowCount()).toBe(1)
      expect(front.refused()).toBe(4)
    })
  }
})

test('looks twice in the ten seconds, whatever pause plex.tv asks for', async ({
  app,
  tray,
  person,
  simulator,
  desktop,
}) => {
  await tray.offersSignIn()
  const scene = { tray, person, simulator, desktop, time: await moveTime(app, simulator) }
  const limits: readonly Fault[] = [
    ...[1, 8, 30, 120].map(seconds => ({ kind: 'rate-limited', seconds }) as const),
    { kind: 'rate-limited', retryAfter: 'nonsense' },
    { kind: 'rate-limited', retryAfter: 'none' },
  ]
  for (const fault of limits) {
    await test.step(JSON.stringify(fault), async () => {
      await scene.time.pass(mintEveryMs)
      const { code } = await person.startSignIn()
      // Before the approval and right after it.
      simulator.fault('poll', fault, 2)
      await scene.time.pass(pollEveryMs)
      const token = person.approve(code)
      await scene.time.pass(8_500)
      await tray.waitForLabel('Signed in as Ada Lovelace')
      expect(await desktop.keychain.find('Latchkey', 'plex-token')).toBe(token)
      await person.signOut(token)
    })
  }
})
