import { expect, it } from 'vitest'
import type { Progress } from '../../common/access-answers.ts'
import { ManualClock } from '../clock.fake.ts'
import { createNews } from './news.ts'

const code = (remainingMs: number, problem: 'connection' | null = null): Progress => ({
  progress: 'code',
  code: 'ABCD',
  link: 'https://plex.tv/link/?pin=ABCD',
  remainingMs,
  problem,
})

it.each([
  ['time passes', 10_000, code(890_000), false],
  ['time passes, told a little late', 10_400, code(890_000), false],
  ['the computer slept', 10_000, code(290_000), true],
  ['plex.tv says that more is left', 10_000, code(899_000), true],
  ['there is trouble', 10_000, code(890_000, 'connection'), true],
] as const)('once told, where %s: %#', async (_what, passed, progress, isTold) => {
  const clock = new ManualClock()
  const told: Progress[] = []
  const news = createNews(each => told.push(each), clock)
  news(code(900_000))
  await clock.advance(passed)
  news(progress)
  expect(told).toEqual(isTold ? [code(900_000), progress] : [code(900_000)])
})
