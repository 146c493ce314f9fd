import { describe, expect, it } from 'vitest'
import { createSessions } from './sessions.ts'

/** Sessions by their numbers; `closing` holds what a closed one waits for. */
function setup() {
  const closed: number[] = []
  const computer = { stamp: 'one' }
  const closing = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  const sessions = createSessions<number>({
    open: number => number,
    close: session => {
      closed.push(session)
      return new Promise((resolve, reject) => void closing.set(session, { resolve, reject }))
    },
    stamp: () => computer.stamp,
  })
  const answered = () => sessions.use(async session => session)
  const begin = () => {
    let answer = () => {}
    let fail = (_error: Error) => {}
    let session = 0
    const work = async (mine: number): Promise<void> => {
      session = mine
      return new Promise((resolve, reject) => ([answer, fail] = [resolve, reject]))
    }
    const over = sessions.use(work).catch(() => {})
    return {
      session,
      answer: () => (answer(), over),
      fail: () => (fail(new Error('net::ERR_TIMED_OUT')), over),
    }
  }
  const failed = () => begin().fail()
  const closes = async (session: number) => {
    closing.get(session)?.resolve()
    await new Promise(resolve => setImmediate(resolve))
  }
  return { sessions, closed, computer, answered, begin, failed, closes, closing }
}

describe('a session', () => {
  it('serves for as long as its requests are answered', async () => {
    const { answered, closed } = setup()
    expect([await answered(), await answered(), await answered()]).toEqual([1, 1, 1])
    expect(closed).toEqual([])
  })

  it('serves no more after a request that was not answered, until its connections are dropped', async () => {
    const { answered, failed, closed, closes } = setup()
    await failed()
    expect(closed).toEqual([1])
    expect(await answered()).toBe(2)
    await failed()
    expect(await answered()).toBe(3)
    await closes(1)
    await failed()
    expect(await answered()).toBe(1)
  })

  it('keeps its connections until its last request has ended', async () => {
    const { begin, answered, closed } = setup()
    const [poll, check, revocation] = [begin(), begin(), begin()]
    await poll.fail()
    expect(await answered()).toBe(2)
    expect(closed).toEqual([])
    await check.answer()
    expect(closed).toEqual([])
    await revocation.fail()
    expect(closed).toEqual([1])
    expect(await answered()).toBe(2)
  })

  it('is one of two, however many requests in a row are not answered', async () => {
    const { begin, closes } = setup()
    const used: number[] = []
    for (let round = 0; round < 100; round++) {
      const request = begin()
      used.push(request.session)
      await request.fail()
      await closes(request.session)
    }
    expect(new Set(used)).toEqual(new Set([1]))
  })

  it('is one of six where connections are never dropped', async () => {
    const { begin } = setup()
    const used: number[] = []
    for (let round = 0; round < 100; round++) {
      const request = begin()
      used.push(request.session)
      await request.fail()
    }
    expect(used.slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 6])
    expect(new Set(used).size).toBe(6)
  })

  it('that cannot be closed serves no more', async () => {
    const { answered, failed, closing } = setup()
    await failed()
    closing.get(1)?.reject(new Error('gone'))
    await new Promise(resolve => setImmediate(resolve))
    for (let round = 0; round < 10; round++) expect(await answered()).toBe(2)
  })

  it('is forgotten with all others, also those that still have requests', async () => {
    const { sessions, begin, answered, failed, closed, closes } = setup()
    await failed()
    const last = begin()
    sessions.forget()
    await closes(1)
    expect([await answered(), await answered()]).toEqual([3, 3])
    await last.fail()
    await failed()
    expect(await answered()).toBe(4)
    expect(closed).toEqual([1, 3])
  })

  it('serves no more once what it has learnt is out of date', async () => {
    const { computer, answered } = setup()
    expect(await answered()).toBe(1)
    computer.stamp = 'two'
    expect([await answered(), await answered()]).toEqual([2, 2])
  })
})
