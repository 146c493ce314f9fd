import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.fake.ts'
import { NotCopied } from './not-copied.ts'
import { startSecrets } from './secret-clipboard.fake.ts'

const KEY = 'KEY-1'
const refused = (putting: Promise<void>) => expect(putting).rejects.toBeInstanceOf(NotCopied)

let world: ReturnType<typeof startSecrets>

describe.each([
  ['Electron', false],
  ['a thread', true],
])('by %s', (_by, hasThread) => {
  beforeEach(() => void (world = startSecrets(hasThread)))

  it('is there for a minute, and its end is told', async () => {
    await world.secrets.put(KEY, true)
    expect(world.there()).toBe(KEY)
    await world.clock.advance(59_999)
    expect([world.there(), world.secrets.clearsInMs()]).toEqual([KEY, 1])
    await world.clock.advance(1)
    expect([world.there(), world.secrets.clearsInMs(), world.changes, world.clock.pending]).toEqual([
      null,
      null,
      [60_000, null],
      0,
    ])
  })

  it('is there for a minute from the last copy on', async () => {
    await world.secrets.put(KEY, true)
    await world.clock.advance(40_000)
    await world.secrets.put('KEY-2', true)
    await world.clock.advance(59_999)
    expect(world.there()).toBe('KEY-2')
    await world.clock.advance(1)
    expect([world.there(), world.changes, world.clock.pending]).toEqual([null, [60_000, 60_000, null], 0])
  })

  it('is there again when it is copied after that', async () => {
    await world.secrets.put(KEY, true)
    await world.clock.advance(60_000)
    await world.secrets.put('KEY-2', true)
    expect([world.there(), world.thread.opened]).toEqual(['KEY-2', hasThread ? 2 : 0])
  })

  it('is not copied without a press', async () => {
    await refused(world.secrets.put(KEY, false))
    expect([world.thread.opened, world.board.text, world.clock.pending]).toEqual([0, 'before', 0])
  })

  it('is taken off at the end, and nothing is put there later', async () => {
    await world.secrets.put(KEY, true)
    await world.secrets.end()
    expect([world.there(), world.secrets.clearsInMs(), world.changes, world.clock.pending]).toEqual([
      null,
      null,
      [60_000, null],
      0,
    ])
    await refused(world.secrets.put(KEY, true))
    await world.secrets.end()
    expect(world.there()).toBe(null)
  })

  it('is taken off at an end that comes while it is put there', async () => {
    const putting = world.secrets.put(KEY, true)
    await settle()
    await world.secrets.end()
    await putting
    expect(world.there()).toBe(null)
  })

  it('ends at once if nothing is there', async () => {
    await world.secrets.end()
    expect([world.board.text, world.changes, world.clock.pending]).toEqual(['before', [], 0])
  })

  it('tells nobody who does not listen any more', async () => {
    world.secrets.subscribe(() => void world.changes.push(-1))()
    await world.secrets.put(KEY, true)
    expect(world.changes).toEqual([60_000])
  })
})
