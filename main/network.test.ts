import { expect, it } from 'vitest'
import { ManualClock } from './clock.fake.ts'
import { createNetworkWatch } from './network.ts'

function setup() {
  const clock = new ManualClock()
  const network = { online: false, looks: 0 }
  const back: number[] = []
  const watch = createNetworkWatch({
    isOnline: () => {
      network.looks++
      return network.online
    },
    clock,
    back: () => void back.push(clock.now()),
  })
  return { clock, network, back, watch }
}

it('tells once, within five seconds, that a network that was away is back', async () => {
  const { clock, network, back, watch } = setup()
  watch.follow(true)
  await clock.advance(12_000)
  network.online = true
  await clock.advance(60_000)
  expect(back).toEqual([15_000])
})

it('tells again when the network comes and goes', async () => {
  const { clock, network, back, watch } = setup()
  watch.follow(true)
  for (const online of [true, false, true]) {
    network.online = online
    await clock.advance(5_000)
  }
  expect(back).toEqual([5_000, 15_000])
})

it('says nothing of a network that was never away: then plex.tv was', async () => {
  const { clock, network, back, watch } = setup()
  network.online = true
  watch.follow(true)
  await clock.advance(60_000)
  expect(back).toEqual([])
})

it('does not look at all while nothing waits for the network', async () => {
  const { clock, network, watch } = setup()
  watch.follow(false)
  await clock.advance(60_000)
  expect({ looks: network.looks, timers: clock.pending }).toEqual({ looks: 0, timers: 0 })
  watch.follow(true)
  watch.follow(true)
  expect({ looks: network.looks, timers: clock.pending }).toEqual({ looks: 1, timers: 1 })
  watch.follow(false)
  await clock.advance(60_000)
  expect({ looks: network.looks, timers: clock.pending }).toEqual({ looks: 1, timers: 0 })
})

it('stops when what is told makes it unnecessary', async () => {
  const { clock, network, watch } = setup()
  const own = createNetworkWatch({ isOnline: () => network.online, clock, back: () => own.follow(false) })
  own.follow(true)
  network.online = true
  await clock.advance(5_000)
  expect(clock.pending).toBe(0)
  watch.follow(true)
  watch.dispose()
  expect(clock.pending).toBe(0)
})
