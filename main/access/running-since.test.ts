import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { processChains, processFiles } from './process-chain.ts'
import { type Ages, agesHere, runningSince } from './running-since.ts'

const NOW = 1_795_392_000_000
const at = (started: number, over: Partial<Ages> = {}) =>
  runningSince(
    { id: 7, started: String(started) },
    { ofSystem: 1_000, ofThis: 100, thisStarted: 90_000, ...over },
    NOW,
  )

describe('since when a program runs', () => {
  it.each<[what: string, since: number | undefined, before: number | undefined]>([
    ['it began ten seconds ago', at(99_000), 10_000],
    ['it has just begun', at(100_000), 0],
    ['it has just begun, and was counted a little later', at(100_100), 0],
    ['it began with the system', at(0), 1_000_000],
    ['the computer slept meanwhile', at(0, { ofThis: 40 }), 1_000_000],
    ['it has yet to begin', at(200_000), undefined],
    ['the system counts from the start of a container', at(99_000, { ofSystem: 950 }), undefined],
    ['the system counts in other ticks', at(99_000, { thisStarted: 921_600 }), undefined],
    ['nothing is known of this process', at(99_000, { thisStarted: Number.NaN }), undefined],
    ['nothing is known of that process', at(Number.NaN), undefined],
  ])('%s', (_what, since, before) => {
    expect(since).toBe(before === undefined ? undefined : NOW - before)
  })

  it.skipIf(process.platform !== 'linux')('is what Linux says of one that was started just now', async () => {
    const before = Date.now()
    const child = spawn('sleep', ['60'])
    await once(child, 'spawn')
    const [seen] = (await processChains([child.pid!], processFiles)).get(child.pid!)!
    child.kill()
    const since = runningSince(seen!.process!, agesHere(), Date.now())
    expect(Math.abs(since! - before)).toBeLessThan(1_500)
  })
})
