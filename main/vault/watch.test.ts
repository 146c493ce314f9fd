import { beforeEach, describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../clock.fake.ts'
import { type Chance, createKeychainWatch } from './watch.ts'

let clock: ManualClock
let world: { reach: Chance; wanted: boolean; asking: boolean; looks: number[]; opened: number[] }
let watch: ReturnType<typeof createKeychainWatch>
beforeEach(() => {
  clock = new ManualClock()
  world = { reach: 'shut', wanted: true, asking: false, looks: [], opened: [] }
  watch = createKeychainWatch({
    clock,
    reach: async () => {
      world.looks.push(clock.now())
      return world.reach
    },
    wanted: () => world.wanted,
    asking: () => world.asking,
    opened: () => void world.opened.push(clock.now()),
  })
})

const MINUTE = 60_000

describe('the watch', () => {
  it('looks less and less often, at least once a minute, while nothing can be had', async () => {
    watch.follow()
    await clock.advance(5 * MINUTE)
    expect(world).toMatchObject({
      looks: [2_000, 6_000, 14_000, 30_000, 62_000, 122_000, 182_000, 242_000],
      opened: [],
    })
  })

  it.each(['shut', 'untold'] as const)('does not try what is %s', async reach => {
    world.reach = reach
    watch.follow()
    await clock.advance(MINUTE)
    expect(world.opened).toEqual([])
  })

  it('tells what can be had, and goes on, ever less often, for as long as that did not help', async () => {
    world.reach = 'open'
    watch.follow()
    await clock.advance(130_000)
    expect(world.opened).toEqual([2_000, 6_000, 14_000, 30_000, 62_000, 122_000])
  })

  it('leaves the keychain alone while it asks the person, and goes on afterwards', async () => {
    watch.follow()
    await clock.advance(1_000)
    world.asking = true
    watch.follow()
    await clock.advance(MINUTE)
    watch.hurry()
    await clock.advance(MINUTE)
    expect({ looks: world.looks, timers: clock.pending }).toEqual({ looks: [], timers: 0 })
    world.asking = false
    watch.follow()
    await clock.advance(2_000)
    expect(world.looks).toEqual([123_000])
  })

  it('leaves no timer behind when nothing waits any more', async () => {
    watch.follow()
    await clock.advance(2_000)
    world.wanted = false
    watch.follow()
    expect(clock.pending).toBe(0)
    await clock.advance(MINUTE)
    expect(world.looks).toEqual([2_000])
  })

  it('ends with the look after which nothing waits, and begins anew with the next', async () => {
    watch.follow()
    await clock.advance(30_000)
    world.wanted = false
    await clock.advance(MINUTE)
    expect({ looks: world.looks, timers: clock.pending }).toEqual({
      looks: [2_000, 6_000, 14_000, 30_000, 62_000],
      timers: 0,
    })
    world.wanted = true
    watch.follow()
    await clock.advance(2_000)
    expect(world.looks.at(-1)).toBe(92_000)
  })

  it('looks for nobody', async () => {
    world.wanted = false
    watch.follow()
    watch.hurry()
    await clock.advance(MINUTE)
    expect(world).toMatchObject({ looks: [], opened: [] })
  })

  it('does not look more often for being told of every change', async () => {
    for (let change = 0; change < 10; change++) {
      watch.follow()
      await clock.advance(199)
    }
    watch.follow()
    expect({ looks: world.looks, timers: clock.pending }).toEqual({ looks: [], timers: 1 })
    await clock.advance(10)
    expect(world.looks).toEqual([2_000])
  })

  it('may be followed by what it tells', async () => {
    world.reach = 'open'
    const opened: number[] = []
    watch = createKeychainWatch({
      clock,
      reach: async () => world.reach,
      wanted: () => true,
      asking: () => false,
      opened: () => {
        opened.push(clock.now())
        watch.follow()
      },
    })
    watch.follow()
    await clock.advance(10_000)
    expect({ opened, timers: clock.pending }).toEqual({ opened: [2_000, 6_000], timers: 1 })
  })

  it('is over when it is disposed of', async () => {
    watch.follow()
    watch.dispose()
    watch.follow()
    watch.hurry()
    await clock.advance(MINUTE)
    expect({ looks: world.looks, timers: clock.pending }).toEqual({ looks: [], timers: 0 })
  })
})

describe('a hurried look', () => {
  it('comes at once, and those after it come as at the beginning', async () => {
    watch.follow()
    await clock.advance(20_000)
    watch.hurry()
    await clock.advance(10_000)
    expect(world.looks).toEqual([2_000, 6_000, 14_000, 20_000, 22_000, 26_000])
  })

  it('tries, once, what only a try can tell', async () => {
    world.reach = 'untold'
    watch.hurry()
    await clock.advance(MINUTE)
    expect(world.opened).toEqual([0])
  })

  it('does not try what is shut', async () => {
    watch.hurry()
    await settle()
    expect(world).toMatchObject({ looks: [0], opened: [] })
  })

  it('is made once more when it is asked for in the middle of one', async () => {
    const answers: Array<(reach: Chance) => void> = []
    watch = createKeychainWatch({
      clock,
      reach: () => new Promise(resolve => answers.push(resolve)),
      wanted: () => true,
      asking: () => false,
      opened: () => void world.opened.push(clock.now()),
    })
    watch.follow()
    await clock.advance(2_000)
    watch.hurry()
    watch.hurry()
    expect(answers).toHaveLength(1)
    answers[0]?.('shut')
    await settle()
    expect(answers).toHaveLength(2)
    answers[1]?.('open')
    await settle()
    expect({ opened: world.opened, looks: answers.length, timers: clock.pending }).toEqual({
      opened: [2_000],
      looks: 2,
      timers: 1,
    })
  })
})
