import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createListing, peersIn, shared, WITHIN_MS } from './peer.ts'

type Done = (error: Error | null, text: string) => void

// As ss of iproute2 6.1 prints it.
const LIST = `u_str ESTAB 0      0                                 * 394161 * 394160 users:(("tee",pid=317,fd=2),("tee",pid=317,fd=1),("tee",pid=316,fd=2))
u_str ESTAB 0      0                                 * 397596 * 396445 users:(("node",pid=605,fd=18))
u_str ESTAB 0      0  /tmp/scoped_dirXX/commands 396445 * 397596 users:(("latchkey",pid=559,fd=21))
u_str ESTAB 0      0                                 * 400001 * 400000
u_str ESTAB 0      0                                 * 400003 * 400002 users:(("x",pid=1,fd=3",pid=700,fd=3))
u_str ESTAB 0      0          /tmp/a b * 1 * 396445 400005 * 400004 users:(("a b",pid=701,fd=3),("a b",pid=701,fd=4))
u_str ESTAB 0      0          /tmp/y * 1 * 400010 users:(("backup",pid=704,fd=3)) 400011 * 0 users:(("backup",pid=704,fd=4))
u_str ESTAB 0      0                                 * 400012 * 400010 users:(("mine",pid=705,fd=3))
u_str ESTAB 0      0                                 * 400013 * 400014 users:(("mine",pid=705,fd=3))
u_str ESTAB 0      0          /tmp/z * 1 * 400014 users:(("backup",pid=706,fd=3))
`

describe('the process at the other end of a socket', () => {
  it.each([
    ['one process', '396445', 605],
    ['one that has it twice', '400004', 701],
    ['several processes', '394160', undefined],
    ['a process of somebody else, which is not named', '400000', undefined],
    ['one that calls itself like another', '400002', undefined],
    ['two lines, one of which is the path of a socket of anybody', '400010', undefined],
    ['two lines in the other order', '400014', undefined],
    ['no such socket', '12', undefined],
    ['a part of a number', '39644', undefined],
  ])('is found: %s', (_what, inode, pid) => {
    expect(peersIn(LIST).get(inode)).toBe(pid)
  })
})

describe('a list of sockets', () => {
  it('is made anew for whoever asks while one is made, and once for all of them', async () => {
    const answers: Array<(text: string) => void> = []
    const list = shared(() => new Promise(resolve => answers.push(resolve)))
    const first = list()
    await Promise.resolve()
    await Promise.resolve()
    const others = [list(), list(), list()]
    expect(answers.length).toBe(1)
    answers[0]!('old')
    expect(await first).toBe('old')
    await new Promise(resolve => void setImmediate(resolve))
    answers[1]!('new')
    expect(await Promise.all(others)).toEqual(['new', 'new', 'new'])
    expect(answers.length).toBe(2)
  })

  it('that could not be made fails for those who asked alone', async () => {
    let times = 0
    const list = shared(async () => {
      if (++times === 1) throw new Error('no ss')
      return 'list'
    })
    await expect(list()).rejects.toThrow('no ss')
    expect(await list()).toBe('list')
  })
})

it('each look ends in time by itself where ss never does, and no more than a few of those are left', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const started: Done[] = []
  const run = (_program: string, _words: readonly string[], _how: object, done: Done) => {
    started.push(done)
    // As one that waits for a disk or a driver: a kill has no effect.
    return { kill: () => true, unref() {}, stdout: { destroy() {} }, stderr: { destroy() {} } }
  }
  const list = shared(createListing(run as never))
  for (let times = 1; times <= 10; times++) {
    const outcome = list().then(
      () => 'listed',
      () => 'unknown',
    )
    await vi.advanceTimersByTimeAsync(WITHIN_MS)
    expect(await outcome).toBe('unknown')
    expect(started.length).toBe(Math.min(times, 3))
  }
  // One has ended after all, and nobody minds that it does so late.
  started[0]!(null, 'old')
  const listing = list()
  await vi.advanceTimersByTimeAsync(0)
  started[3]!(null, 'new')
  expect(await listing).toBe('new')
})
