import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { BusError, type Reply } from '../platform/session-bus/port.ts'
import type { Value } from '../platform/session-bus/read.ts'
import type { Wanted } from '../platform/session-bus/session-bus.ts'
import { followTrayPlace } from './presence.ts'

type Signal = Reply<never>

/** A bus in the hands of the test: each question waits for the answer that the test gives. */
function start() {
  const listeners = new Map<string, (signal: Signal) => void>()
  const waiting: Array<{ resolve: (answer: unknown) => void; reject: (error: Error) => void }> = []
  const clock = new ManualClock()
  const told: string[] = []
  let joined: (is: boolean) => void = () => {}
  let embedded: (is: boolean) => void = () => {}
  followTrayPlace({
    clock,
    told: place => void told.push(place),
    followEmbedding: tell => void (embedded = tell),
    bus: {
      ask: () =>
        new Promise<never>((resolve, reject) => void waiting.push({ resolve: resolve as never, reject })),
      listen: ({ member }: Wanted<never>, hear: (signal: Signal) => void) => void listeners.set(member, hear),
      follow: (tell: typeof joined) => void (joined = tell),
    } as never,
  })
  const settle = () => clock.advance(0)
  const signal = async (member: string, values: readonly Value[] = [], sender = 'org.freedesktop.DBus') => {
    listeners.get(member)?.({ sender, values } as unknown as Signal)
    await settle()
  }
  return {
    clock,
    told,
    waiting,
    signal,
    joined: (is: boolean) => joined(is),
    embedded: (is: boolean) => embedded(is),
    answer: async (value: Value) => {
      waiting.shift()?.resolve({ sender: ':1.1', values: [{ signature: 'b', value }] })
      await settle()
    },
    fail: async (code: string) => {
      waiting.shift()?.reject(new BusError(code))
      await settle()
    },
    owner: (owner: string) => signal('NameOwnerChanged', ['org.kde.StatusNotifierWatcher', '', owner]),
  }
}

const nobody = 'org.freedesktop.DBus.Error.ServiceUnknown'

describe('the place of the icon', () => {
  it('is told once it is known, and not before', async () => {
    const { told, joined, embedded, answer } = start()
    joined(true)
    expect(told).toEqual([])
    embedded(false)
    expect(told).toEqual([])
    await answer(true)
    expect(told).toEqual(['items'])
  })

  it('is a watcher before an older panel, and that before nothing', async () => {
    const { told, joined, embedded, answer, fail, owner } = start()
    joined(true)
    embedded(true)
    await fail(nobody)
    await owner(':1.2')
    await answer(true)
    await owner('')
    await fail(nobody)
    embedded(false)
    expect(told).toEqual(['embedded', 'items', 'embedded', 'nowhere'])
  })

  it.each<[string, readonly string[]]>([
    ['at once', [':1.3']],
    ['and its end and its start are told together', ['', ':1.3']],
    ['and a third from it', ['', ':1.3', '', ':1.4']],
  ])(
    'is told anew when a panel takes over from the last %s, without nowhere between',
    async (_how, owners) => {
      const { told, joined, embedded, answer, fail, owner, waiting } = start()
      joined(true)
      embedded(false)
      await answer(true)
      for (const name of owners) await owner(name)
      while (waiting.length > 1) await fail(nobody)
      expect(told).toEqual(['items'])
      await answer(true)
      expect(told).toEqual(['items', 'items'])
    },
  )

  it('is nowhere while the next watcher does not answer, from two seconds on', async () => {
    const { told, joined, embedded, answer, owner, clock } = start()
    joined(true)
    embedded(false)
    await answer(true)
    await owner(':1.3')
    await clock.advance(1_999)
    expect(told).toEqual(['items'])
    await clock.advance(1)
    expect(told).toEqual(['items', 'nowhere'])
    await answer(true)
    expect(told).toEqual(['items', 'nowhere', 'items'])
    expect(clock.pending).toBe(0)
  })

  it('stays in an older panel while a watcher comes that has no panel', async () => {
    const { told, joined, embedded, answer, fail, owner } = start()
    joined(true)
    embedded(true)
    await fail(nobody)
    await owner(':1.2')
    await answer(false)
    expect(told).toEqual(['embedded'])
  })

  it.each<[string, (world: ReturnType<typeof start>) => Promise<void>]>([
    ['says that no panel is there yet', ({ answer }) => answer(false)],
    ['answers with something else', ({ answer }) => answer('yes')],
    ['does not answer', ({ fail }) => fail('no-reply')],
    ['refuses', ({ fail }) => fail('org.freedesktop.DBus.Error.AccessDenied')],
  ])('is nowhere while the watcher %s, which is asked again, ever less often', async (_what, says) => {
    const world = start()
    const { told, joined, embedded, answer, waiting, clock } = world
    joined(true)
    embedded(false)
    await says(world)
    for (const wait of [2_000, 4_000, 8_000]) {
      await clock.advance(wait - 1)
      expect(waiting).toHaveLength(0)
      await clock.advance(1)
      await says(world)
    }
    await clock.advance(16_000)
    await answer(true)
    expect(told).toEqual(['nowhere', 'items'])
    expect(clock.pending).toBe(0)
  })

  it('is told at once when the watcher says that a panel came', async () => {
    const { told, joined, embedded, answer, signal } = start()
    joined(true)
    embedded(false)
    await answer(false)
    await signal('StatusNotifierHostRegistered', [], ':1.2')
    await answer(true)
    expect(told).toEqual(['nowhere', 'items'])
  })

  it('waits without asking where nobody watches', async () => {
    const { told, joined, embedded, fail, clock } = start()
    joined(true)
    embedded(false)
    await fail(nobody)
    expect(told).toEqual(['nowhere'])
    expect(clock.pending).toBe(0)
  })

  it('is nowhere without a bus', () => {
    const { told, joined, embedded } = start()
    joined(false)
    embedded(false)
    expect(told).toEqual(['nowhere'])
  })

  it('is not that of an answer which came too late', async () => {
    const { told, joined, embedded, answer, fail, owner } = start()
    joined(true)
    embedded(false)
    await owner('')
    await answer(true)
    await fail(nobody)
    expect(told).toEqual(['nowhere'])
  })

  it('is believed of nobody but the bus', async () => {
    const { told, joined, embedded, answer, signal } = start()
    joined(true)
    embedded(false)
    await answer(true)
    await signal('NameOwnerChanged', ['org.kde.StatusNotifierWatcher', ':1.2', ''], ':1.666')
    expect(told).toEqual(['items'])
  })
})
