import { describe, expect, it } from 'vitest'
import { growths, hasGrown, tellGrowth } from './growth.ts'
import type { Measure } from './measure.ts'

const calm: Measure = {
  memory: 200_000,
  heap: 8_000,
  buffers: 4_000,
  files: 80,
  processes: 5,
  parts: { memory: { main: 150_000, 'gpu-process': 50_000 }, files: { socket: 60, pipe: 20 } },
  resources: {},
}

const rounds = (change: (round: number) => Partial<Measure>): Measure[] =>
  Array.from({ length: 12 }, (_, round) => ({ ...calm, ...change(round) }))

const told = (measures: readonly Measure[]): string[] => growths(measures).filter(hasGrown).map(tellGrowth)

describe('growth', () => {
  it('sees none where values go up and down', () => {
    expect(
      told(rounds(round => ({ heap: 8_000 + (round % 2) * 900, memory: 200_000 + (round % 3) * 9_000 }))),
    ).toEqual([])
  })

  it('sees none in what is given back late', () => {
    expect(told(rounds(round => ({ heap: round > 5 && round < 11 ? 12_000 : 8_000 })))).toEqual([])
  })

  it('sees none where caches fill in the first quarter', () => {
    expect(told(rounds(round => ({ memory: 150_000 + Math.min(round, 3) * 20_000 })))).toEqual([])
  })

  it('names what grows with each round, and of which kind it is', () => {
    const leaks = rounds(round => ({
      memory: 200_000 + round * 5_000,
      buffers: 4_000 + round * 5_000,
      files: 80 + round * 4,
      parts: {
        memory: { main: 150_000 + round * 5_000, 'gpu-process': 50_000 },
        files: { socket: 60 + round * 4, pipe: 20 },
      },
    }))
    expect(told(leaks)).toEqual([
      'memory of all processes, in KB: from 220000 to 245000 (main +25000); up to 231000 is no growth',
      'buffers of the main process, in KB: from 24000 to 49000; up to 25200 is no growth',
      'open files of the main process: from 96 to 116 (socket +20); up to 110 is no growth',
    ])
  })

  it('lets no process more be left over', () => {
    expect(told(rounds(round => ({ processes: round < 8 ? 5 : 6 })))).toEqual([
      'processes: from 5 to 6; up to 5 is no growth',
    ])
  })

  it('does not judge what was measured too seldom', () => {
    expect(() => growths([calm, calm])).toThrow('too few measures to see growth in')
  })
})
