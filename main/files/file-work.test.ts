import { lstatSync, mkdtempSync, rmdirSync } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../clock.fake.ts'
import { systemClock } from '../clock.ts'
import { createFileWork, NoAnswer } from './file-work.ts'
import { readForeign } from './read-foreign.ts'
import { mountSilentDisk } from './silent-disk.fake.ts'

function setup() {
  const clock = new ManualClock()
  const work = createFileWork(clock)
  const told: string[] = []
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  function ask(name: string, ms = 1_000) {
    const done = (late: AbortSignal) => {
      begun.push(name)
      return new Promise<string>(resolve =>
        ends.set(name, () => resolve(`${name}${late.aborted ? ', late' : ''}`)),
      )
    }
    void work.within(ms, name, done).then(
      value => told.push(value),
      (error: unknown) => told.push(error instanceof NoAnswer ? `no answer of ${name}` : String(error)),
    )
  }
  const end = async (name: string) => {
    ends.get(name)?.()
    await settle()
  }
  return { clock, work, told, begun, ask, end }
}

describe('work with files', () => {
  it('comes to what it comes to, and leaves nothing behind', async () => {
    const { clock, work, told, ask, end } = setup()
    ask('one')
    await end('one')
    expect([told, clock.pending, await work.ended(0)]).toEqual([['one'], 0, true])
    await expect(work.within(1_000, 'two', () => Promise.reject(new Error('EIO')))).rejects.toThrow('EIO')
    expect([clock.pending, await work.ended(0)]).toEqual([0, true])
  })

  it('is waited for no longer than it may take, and is told when it is late', async () => {
    const { clock, told, work, ask, end } = setup()
    ask('one')
    await clock.advance(999)
    expect(told).toEqual([])
    await clock.advance(1)
    expect([told, await work.ended(0)]).toEqual([['no answer of one'], false])
    await end('one')
    expect([told, await work.ended(0)]).toEqual([['no answer of one'], true])
  })

  it('of two at most is under way, and none of one name twice', async () => {
    const { clock, told, begun, ask, end } = setup()
    for (const name of ['one', 'one', 'two', 'three', 'four']) ask(name)
    await settle()
    expect(begun).toEqual(['one', 'two'])
    await clock.advance(1_000)
    expect([begun, told.length]).toEqual([['one', 'two'], 5])
    ask('five')
    await end('two')
    expect(begun).toEqual(['one', 'two', 'five'])
    ask('one')
    await clock.advance(1_000)
    expect(begun).toEqual(['one', 'two', 'five'])
    await end('one')
    ask('one')
    await settle()
    expect(begun).toEqual(['one', 'two', 'five', 'one'])
  })

  it('is waited for at the end, for a while', async () => {
    const { clock, work, ask, end } = setup()
    ask('one')
    await settle()
    const [soon, never] = [work.ended(500), work.ended(100)]
    await clock.advance(200)
    await end('one')
    await clock.advance(10)
    expect(await Promise.all([soon, never])).toEqual([true, false])
  })
})

const place = mkdtempSync(join(tmpdir(), 'latchkey-silent-'))
const probe = await mountSilentDisk(place)
await probe?.end()
rmdirSync(place)

describe.skipIf(probe === null)('a disk that never answers', () => {
  it('holds up nothing but what is asked of it, however much that is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-silent-'))
    const disk = await mountSilentDisk(folder)
    const work = createFileWork(systemClock)
    try {
      const names = Array.from({ length: 20 }, (_, at) => join(folder, `file-${at}`))
      const limits = { largestBytes: 1_000, within: null }
      const asked = names.map(name =>
        work.within(300, name, () => readForeign(name, limits)).catch((error: unknown) => error),
      )
      for (const answer of await Promise.all(asked)) expect(answer).toBeInstanceOf(NoAnswer)
      // All of Node's other work with files goes on.
      for (let time = 0; time < 100; time++) expect((await stat('/')).isDirectory()).toBe(true)
      expect(await work.ended(0)).toBe(false)
    } finally {
      await disk?.end()
    }
    // The threads are free once it is gone.
    expect(await work.ended(10_000)).toBe(true)
    expect((await lstat(folder)).ino).toBe(lstatSync(folder).ino)
    rmdirSync(folder)
  }, 30_000)
})
