import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../clock.fake.ts'
import { AGAIN_AFTER_MS, loadWhole, MOST_LOADS } from './whole-page.ts'

function loading() {
  const clock = new ManualClock()
  const page = new EventEmitter()
  const told = { loads: 0, failed: [] as unknown[] }
  const networkEnded = loadWhole(page, {
    clock,
    load() {
      told.loads++
      page.emit('did-start-loading')
    },
    failed: why => void told.failed.push(why),
  })
  const fail = (code: number, isMainFrame = true) =>
    page.emit('did-fail-load', {}, code, 'ERR_FAILED', 'app://latchkey/index.html', isMainFrame)
  return { clock, page, told, networkEnded, fail, finish: () => page.emit('did-finish-load') }
}

type World = ReturnType<typeof loading>

const once = { loads: 1, failed: [] }
const twice = { loads: 2, failed: [] }

describe('a page', () => {
  it.each<[string, (world: World) => unknown, typeof once]>([
    ['that comes at once', ({ finish }) => finish(), once],
    ['that fails', ({ fail }) => fail(-2), twice],
    ['whose load was replaced by another', ({ fail }) => fail(-3), once],
    ['of which a frame fails', ({ fail }) => fail(-2, false), once],
    ['whose network ends while it loads', ({ networkEnded }) => networkEnded(), twice],
    [
      'whose network ends and which fails, too',
      ({ networkEnded, fail }) => {
        networkEnded()
        fail(-2)
      },
      twice,
    ],
    [
      'that came without a file, of which it is told later',
      async ({ clock, finish, networkEnded }) => {
        finish()
        await clock.advance(1_000)
        networkEnded()
      },
      twice,
    ],
    [
      'that has been there for long when its network ends',
      async ({ clock, finish, networkEnded }) => {
        finish()
        await clock.advance(5_000)
        networkEnded()
      },
      once,
    ],
    [
      'that is loaded anew in another language when its network ends',
      async ({ clock, finish, page, networkEnded }) => {
        finish()
        await clock.advance(5_000)
        page.emit('did-start-loading')
        networkEnded()
      },
      twice,
    ],
  ])('is loaded until it is there: one %s', async (_what, befalls, expected) => {
    const world = loading()
    await befalls(world)
    await world.clock.advance(AGAIN_AFTER_MS)
    expect(world.told).toEqual(expected)
  })

  it('is given up in the end, which is said once', async () => {
    const { clock, told, fail } = loading()
    for (let times = 0; times < MOST_LOADS; times++) {
      fail(-2)
      await clock.advance(AGAIN_AFTER_MS)
    }
    expect(told).toEqual({ loads: MOST_LOADS, failed: ['ERR_FAILED'] })
  })
})
