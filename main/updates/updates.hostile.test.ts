import { describe, expect, it } from 'vitest'
import { updatesWorld } from './updates.fake.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('updates from a feed that is silent or says nonsense', () => {
  it('are looked for again the next day', async () => {
    const { clock, seen, updates, abandoned } = updatesWorld({ check: silence => silence() })
    await clock.advance(23 * HOUR)
    expect([seen.checks, seen.told, clock.pending]).toEqual([[11], [], 1])
    await clock.advance(24 * HOUR)
    expect([seen.checks.length, seen.told]).toEqual([2, ['No answer about newer releases']])
    expect([updates.state(), abandoned.length, clock.pending]).toEqual([null, 1, 1])
  })

  it('are looked for again only once the silence before is over', async () => {
    let open = 0
    const together: number[] = []
    const { clock } = updatesWorld({
      async check(silence) {
        together.push(++open)
        return silence().finally(() => open--)
      },
    })
    await clock.advance(80 * HOUR)
    expect(together).toEqual([1, 1, 1, 1])
  })

  it('are given up when no more of them comes, and only then', async () => {
    const { clock, updates, abandoned, progressed } = updatesWorld({ download: silence => silence() })
    await clock.advance(HOUR)
    const downloading = updates.download()
    for (const _ of Array.from({ length: 30 })) {
      await clock.advance(4 * MINUTE)
      progressed()
    }
    expect([abandoned, updates.state()?.stage]).toEqual([[], 'downloading'])
    await clock.advance(4 * MINUTE)
    expect(abandoned).toEqual([])
    await clock.advance(MINUTE)
    await downloading
    expect([abandoned, updates.state()?.stage]).toEqual([[185], 'failed'])
    progressed()
    expect(clock.pending).toBe(1)
  })

  it('are given up again when what was tried in their place is silent too', async () => {
    const twice = (silence: () => Promise<never>) => silence().catch(silence)
    const { clock, updates, abandoned } = updatesWorld({ download: twice })
    await clock.advance(HOUR)
    const downloading = updates.download()
    await clock.advance(10 * MINUTE)
    await downloading
    expect([abandoned, updates.state()?.stage]).toEqual([[65, 70], 'failed'])
  })

  it.each([
    '',
    ' 1.2.3',
    '1.2.3\n',
    '1.2',
    'latest',
    '1.2.3 Quit',
    `1.2.3-${'a'.repeat(200)}`,
    '1.2.3-\u202Egnp',
  ])('are not offered under a name that is no version: %j', async version => {
    const { clock, seen, updates } = updatesWorld({ check: async () => version })
    await clock.advance(HOUR)
    expect([updates.state(), seen.changes, seen.told]).toEqual([null, 0, ['No answer about newer releases']])
  })

  it.each(['1.2.3', '10.20.30-beta.1', '1.2.3+build-5'])('are offered as %s', async version => {
    const { clock, updates } = updatesWorld({ check: async () => version })
    await clock.advance(HOUR)
    expect(updates.state()).toEqual({ version, stage: 'available' })
  })
})
