import fc from 'fast-check'
import { expect, it } from 'vitest'
import { histories } from './history-draws.fake.ts'
import { live } from './history.fake.ts'
import { reached } from './promises.fake.ts'

/** Many are lived through by hand, as in `HISTORIES=50000 npx vitest run main/vault/sealed-item.properties`. */
const numRuns = Number(process.env['HISTORIES'] ?? 300)

it('loses no text unknown, calls nothing missing that is there, asks nobody silently, asks one thing at a time, and ends up with what was wanted last', async () => {
  const told = await fc.check(fc.asyncProperty(histories, live), { numRuns })
  if (told.failed) throw new Error(fc.defaultReportMessage(told), { cause: told.errorInstance })
  expect(told.numRuns).toBe(numRuns)
  reached.lost.atLeast(100)
  reached.missing.atLeast(1)
  reached.silent.atLeast(150)
  reached.asked.atLeast(100)
  reached.stored.atLeast(50)
  reached.erased.atLeast(20)
}, 3_600_000)
