import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../clock.fake.ts'
import { createFileWork } from '../files/file-work.ts'
import { createChains, LOOK_WITHIN_MS } from './chains.ts'
import type { ProcessFiles } from './process-chain.ts'

/** Processes of one shell, of which one may hold up whoever looks at it. */
function filesOf(isHeldUp: (id: number) => boolean = () => false) {
  const reads: string[] = []
  const files: ProcessFiles = {
    async read(id, file) {
      reads.push(`${id} ${file}`)
      if (file === 'cmdline' && isHeldUp(id)) await new Promise(() => {})
      return file === 'stat' ? `${id} (x) S ${id === 1 ? 0 : 1} ${'0 '.repeat(17)}7 0` : `program ${id}\0`
    },
    link: async () => '/usr/bin/program',
  }
  return { files, reads }
}

describe('many processes that are looked at at once', () => {
  it('are each told, and what started all of them is looked at once for many', async () => {
    const { files, reads } = filesOf()
    const chainOf = createChains({ work: createFileWork(new ManualClock()), files })
    const ids = Array.from({ length: 200 }, (_, number) => number + 2)
    const chains = await Promise.all([...ids, ...ids].map(chainOf))
    expect(chains.map(chain => chain.map(({ words }) => words[0]))).toEqual(
      [...ids, ...ids].map(id => [`program ${id}`, 'program 1']),
    )
    expect(reads.filter(read => read === '1 cmdline').length).toBeLessThanOrEqual(10)
  })

  it('are unknown with one that holds up whoever looks, and so are those after it, within the time of one', async () => {
    const clock = new ManualClock()
    const chainOf = createChains({ work: createFileWork(clock), files: filesOf(id => id === 3).files })
    const asked = [2, 3, ...Array.from({ length: 200 }, (_, number) => number + 10)].map(chainOf)
    await settle()
    await clock.advance(LOOK_WITHIN_MS)
    const [first, ...others] = await Promise.all(asked)
    expect([first?.length, others]).toEqual([2, others.map(() => [])])
  })
})
