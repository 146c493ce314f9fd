import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from '../shared/paths.mjs'
import { runStep } from '../shared/steps.mjs'
import { provideTemporaryFolder } from './temporary-folder.mjs'
import { countVitest, readReport } from './test-results.mjs'
import { tool } from '../shared/tool.mjs'

const report = join(cache, 'unit.json')

/** Runs the unit tests. @returns how many passed, failed and did not run */
export async function runUnitTests() {
  await provideTemporaryFolder()
  await rm(report, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const passed = await runStep({ name: 'unit tests', always: true, ...tool('vitest', ['run', ...reporters]) })
  const counts = countVitest(await readReport(report))
  return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 }
}
