import { expect, it } from 'vitest'
import * as v from 'valibot'
import { Examined } from '../common/doctor.ts'
import { createExamination } from './examination.ts'

const checks = [{ name: 'tray', result: 'ok', said: 'There', next: null } as const]

function setup({ path = '/report.txt' as string | null, fails = false, loads = true } = {}) {
  let loaded = 0
  let made = 0
  const written: string[] = []
  const clipped: string[] = []
  const reported: string[] = []
  const examination = createExamination({
    async load() {
      loaded++
      if (!loads) throw new Error('gone')
      return {
        examine: async () => ({ checks }),
        reportOf: async (_answer, known) => `report ${++made} without ${known.join()}`,
      }
    },
    known: () => ['KYLX'],
    choose: async () => path,
    write(to, text) {
      if (fails) throw new Error('full')
      written.push(`${to}: ${text}`)
    },
    async clip(text) {
      if (fails) throw new Error('taken')
      clipped.push(text)
    },
    report: what => reported.push(what),
  })
  return { examination, loaded: () => loaded, written, clipped, reported }
}

it('saves the report that was shown last, where the person wants it', async () => {
  const { examination, loaded, written } = setup()
  expect([await examination.save(), written]).toEqual(['failed', []])
  await examination.examine()
  const shown = await examination.examine()
  expect([v.is(Examined, shown), shown.report]).toEqual([true, 'report 2 without KYLX'])
  expect([await examination.save(), written, loaded()]).toEqual([
    'saved',
    [`/report.txt: ${shown.report}`],
    1,
  ])
})

it.each([
  [{ path: null }, 'cancelled', 0],
  [{ fails: true }, 'failed', 1],
])('saves nothing with %j', async (how, came, reports) => {
  const { examination, written, reported } = setup(how)
  await examination.examine()
  expect([await examination.save(), written, reported.length]).toEqual([came, [], reports])
})

it('copies a report of how it is now', async () => {
  const { examination, clipped } = setup()
  await examination.examine()
  expect([await examination.copy(), clipped]).toEqual(['copied', ['report 2 without KYLX']])
})

it.each([{ fails: true }, { loads: false }])('says that nothing was copied with %j', async how => {
  const { examination, clipped, reported } = setup(how)
  expect([await examination.copy(), clipped, reported.length]).toEqual(['failed', [], 1])
})

it('tries again to load what could not be loaded', async () => {
  const { examination, loaded } = setup({ loads: false })
  await expect(examination.examine()).rejects.toThrow('gone')
  await expect(examination.examine()).rejects.toThrow('gone')
  expect(loaded()).toBe(2)
})
