import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.fake.ts'
import type { Outcome } from './holder.ts'
import { NotCopied } from './not-copied.ts'
import { startSecrets } from './secret-clipboard.fake.ts'

const KEY = 'KEY-1'
const refused = (putting: Promise<void>) => expect(putting).rejects.toBeInstanceOf(NotCopied)

let world: ReturnType<typeof startSecrets>

describe('by a thread', () => {
  beforeEach(() => void (world = startSecrets(true)))

  it.each<Outcome>(['silent', 'too-long', 'taken-away'])(
    'is not copied if the answer is: %s',
    async outcome => {
      world.thread.outcome = outcome
      await refused(world.secrets.put(KEY, true))
      expect([world.board.text, world.secrets.clearsInMs(), world.clock.pending]).toEqual(['before', null, 0])
      world.thread.outcome = 'held'
      await world.secrets.put(KEY, true)
      expect([world.thread.text, world.thread.opened]).toEqual([KEY, 2])
    },
  )

  it('is not copied if it was taken away as soon as it was there', async () => {
    const putting = world.secrets.put(KEY, true)
    world.thread.outcome = 'held'
    Object.defineProperty(world.thread, 'text', { get: () => null, set: () => {} })
    await refused(putting)
  })

  it('is copied by Electron where nothing is reached', async () => {
    world.thread.outcome = 'unreachable'
    await world.secrets.put(KEY, true)
    expect(world.board.text).toBe(KEY)
    await world.clock.advance(60_000)
    expect([world.board.text, world.clock.pending]).toEqual(['', 0])
  })

  it('still takes off what Electron has if the next is not copied', async () => {
    world.thread.outcome = 'unreachable'
    await world.secrets.put(KEY, true)
    world.thread.outcome = 'silent'
    await refused(world.secrets.put('KEY-2', true))
    await world.clock.advance(60_000)
    expect(world.board.text).toBe('')
  })

  it('is over when another program has the clipboard', async () => {
    await world.secrets.put(KEY, true)
    world.thread.lost()
    expect([world.secrets.clearsInMs(), world.changes, world.clock.pending]).toEqual([
      null,
      [60_000, null],
      0,
    ])
    await world.secrets.put(KEY, true)
    expect(world.thread.opened).toBe(2)
  })

  it('ends within a second if the thread does not answer', async () => {
    world.thread.outcome = 'hangs'
    void world.secrets.put(KEY, true).catch(() => {})
    await settle()
    const ended = world.secrets.end()
    await world.clock.advance(1_000)
    await ended
    expect([world.thread.dropped, world.reported, world.clock.pending]).toEqual([
      true,
      ['The clipboard was not cleared'],
      0,
    ])
  })
})

describe('by Electron', () => {
  beforeEach(() => void (world = startSecrets(false)))

  it.each<[string, Partial<typeof world.board>]>([
    ['takes nothing', { write: 'nothing' }],
    ['fails', { write: 'fails' }],
    ['hangs', { write: 'hangs' }],
    ['cannot be read', { read: 'fails' }],
    ['does not answer', { read: 'hangs' }],
  ])('is not copied if the clipboard %s', async (_what, mood) => {
    Object.assign(world.board, mood)
    const putting = refused(world.secrets.put(KEY, true))
    await world.clock.advance(1_000)
    await putting
    Object.assign(world.board, { write: 'works', read: 'works' })
    await world.clock.advance(2_000)
    expect([world.secrets.clearsInMs(), world.board.text === KEY, world.clock.pending]).toEqual([
      null,
      false,
      0,
    ])
  })

  it('does not stay either if the next may not have replaced it', async () => {
    await world.secrets.put(KEY, true)
    world.board.write = 'fails'
    await refused(world.secrets.put('KEY-2', true))
    await world.clock.advance(0)
    expect([world.board.text, world.secrets.clearsInMs(), world.clock.pending]).toEqual(['', null, 0])
  })

  it('is taken off if it comes after it was given up', async () => {
    world.board.write = 'hangs'
    const putting = refused(world.secrets.put(KEY, true))
    await world.clock.advance(1_000)
    await putting
    world.board.late()
    await settle()
    expect(world.board.text).toBe('')
  })

  it.each(['expires', 'ends'])('is left alone if something else is there when it %s', async how => {
    await world.secrets.put(KEY, true)
    world.board.text = 'of somebody else'
    await (how === 'ends' ? world.secrets.end() : world.clock.advance(60_000))
    expect([world.board.text, world.secrets.clearsInMs(), world.reported]).toEqual([
      'of somebody else',
      null,
      [],
    ])
  })

  it('is tried again ten times if the clipboard cannot be read', async () => {
    await world.secrets.put(KEY, true)
    world.board.read = 'fails'
    await world.clock.advance(62_000)
    expect([world.reported.length, world.secrets.clearsInMs()]).toEqual([3, 0])
    world.board.read = 'works'
    await world.clock.advance(1_000)
    expect([world.board.text, world.secrets.clearsInMs(), world.clock.pending]).toEqual(['', null, 0])
    await world.secrets.put(KEY, true)
    world.board.read = 'fails'
    await world.clock.advance(90_000)
    expect([world.reported.length, world.secrets.clearsInMs(), world.clock.pending]).toEqual([13, null, 0])
  })

  it('ends within a second if the clipboard does not answer', async () => {
    await world.secrets.put(KEY, true)
    world.board.read = 'hangs'
    const ended = world.secrets.end()
    await world.clock.advance(1_000)
    await ended
    expect([world.reported, world.clock.pending]).toEqual([['The clipboard was not cleared'], 0])
  })
})
