import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../clock.fake.ts'
import { createUpdates } from './updates.ts'
import { updatesWorld } from './updates.fake.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const fail = async () => Promise.reject(new Error('net::ERR_INTERNET_DISCONNECTED'))

describe('updates', () => {
  it.each([
    [0, [2, 2 + 22 * 60, 2 + 44 * 60]],
    [0.5, [11, 11 + 24 * 60, 11 + 48 * 60]],
    [1, [20, 20 + 26 * 60, 20 + 52 * 60]],
  ])('are looked for once a day, never when the app has just started: chance %d', async (chance, minutes) => {
    const { clock, seen } = updatesWorld({ check: async () => null }, chance)
    expect([seen.opened, clock.pending]).toEqual([0, 1])
    await clock.advance(minutes[2]! * MINUTE)
    expect(seen).toEqual({ opened: 1, checks: minutes, downloads: 0, installed: 0, changes: 0, told: [] })
    expect(clock.pending).toBe(1)
  })

  it('are offered, and fetched only when the person says so', async () => {
    const { clock, seen, updates } = updatesWorld()
    await clock.advance(50 * HOUR)
    expect([updates.state(), seen.downloads, seen.changes]).toEqual([
      { version: '1.2.3', stage: 'available' },
      0,
      1,
    ])
    const downloading = updates.download()
    expect(updates.state()).toEqual({ version: '1.2.3', stage: 'downloading' })
    await Promise.all([downloading, updates.download()])
    expect([updates.state(), seen.downloads]).toEqual([{ version: '1.2.3', stage: 'ready' }, 1])
    // The daily check: nothing waits for parts of what is here.
    expect(clock.pending).toBe(1)
  })

  it('are not replaced by a newer one while they wait for the quit', async () => {
    const { clock, seen, updates } = updatesWorld()
    await clock.advance(HOUR)
    await updates.download()
    const { length } = seen.checks
    await clock.advance(80 * HOUR)
    expect([seen.checks.length, updates.state()]).toEqual([length, { version: '1.2.3', stage: 'ready' }])
  })

  it('can be fetched again after a download that failed', async () => {
    let broken = true
    const { clock, seen, updates } = updatesWorld({ download: () => (broken ? fail() : Promise.resolve()) })
    await clock.advance(HOUR)
    await updates.download()
    expect(updates.state()).toEqual({ version: '1.2.3', stage: 'failed' })
    await clock.advance(24 * HOUR)
    expect(updates.state()).toEqual({ version: '1.2.3', stage: 'failed' })
    broken = false
    await updates.download()
    expect([updates.state()?.stage, seen.downloads]).toEqual(['ready', 2])
  })

  it('stay silent when nobody answers, and are looked for again the next day', async () => {
    const { clock, seen, updates } = updatesWorld({ check: fail })
    await clock.advance(HOUR)
    expect([updates.state(), seen.changes, seen.told]).toEqual([null, 0, ['No answer about newer releases']])
    await clock.advance(24 * HOUR)
    expect(seen.checks).toHaveLength(2)
  })

  it('are offered no more once they were withdrawn', async () => {
    const answers = ['1.2.3', null]
    const { clock, seen, updates } = updatesWorld({ check: async () => answers.shift() ?? null })
    await clock.advance(HOUR)
    expect(updates.state()?.version).toBe('1.2.3')
    await clock.advance(24 * HOUR)
    expect([updates.state(), seen.changes]).toEqual([null, 2])
    await clock.advance(24 * HOUR)
    expect(seen.changes).toBe(2)
  })

  it.each<string | null>(['1.2.4', null])(
    'stay what the person chose when a check that was under way then answers %j',
    async answer => {
      const first = ['1.2.3']
      let answerCheck = (_version: string | null) => {}
      const promise = new Promise<string | null>(resolve => (answerCheck = resolve))
      const { clock, seen, updates } = updatesWorld({ check: async () => first.shift() ?? promise })
      await clock.advance(HOUR)
      await clock.advance(24 * HOUR - 49 * MINUTE + 1)
      await updates.download()
      expect(seen.checks).toHaveLength(2)
      answerCheck(answer)
      await settle()
      expect(updates.state()).toEqual({ version: '1.2.3', stage: 'ready' })
    },
  )

  it('are fetched by no click before there is one', async () => {
    const { seen, updates } = updatesWorld()
    await updates.download()
    expect([updates.state(), seen.downloads]).toEqual([null, 0])
  })

  it('are looked for soon after a sleep over the time of a check, and not after a shorter one', async () => {
    const { clock, seen, updates } = updatesWorld()
    await clock.advance(11 * MINUTE)
    updates.resumed()
    clock.setCalendar(23 * HOUR)
    updates.resumed()
    await clock.advance(10 * MINUTE)
    expect(seen.checks).toEqual([11])
    clock.setCalendar(25 * HOUR)
    updates.resumed()
    await clock.advance(3 * MINUTE)
    expect([seen.checks, clock.pending]).toEqual([[11, 24], 1])
  })

  it('are not looked for after a sleep by a build that never looks', async () => {
    const clock = new ManualClock()
    const updates = createUpdates({
      clock,
      random: Math.random,
      open: () => Promise.reject(new Error('opened')),
      changed: () => {},
      observe: () => {},
    })
    clock.setCalendar(100 * HOUR)
    updates.resumed()
    expect(clock.pending).toBe(0)
  })

  it('are installed at the end once they were fetched, and only then', async () => {
    let broken = true
    const { clock, seen, updates } = updatesWorld({ download: () => (broken ? fail() : Promise.resolve()) })
    await updates.install()
    await clock.advance(HOUR)
    await updates.install()
    await updates.download()
    await updates.install()
    expect(seen.installed).toBe(0)
    broken = false
    await updates.download()
    await updates.install()
    expect(seen.installed).toBe(1)
  })

  it('are looked for no more when the app quits', async () => {
    const { clock, seen, updates } = updatesWorld()
    updates.dispose()
    await settle()
    await clock.advance(48 * HOUR)
    expect([seen.opened, clock.pending]).toEqual([0, 0])
  })
})
