import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { leftOutTests } from './left-out-tests.mjs'
import { cache } from './paths.mjs'
import { runApplication } from './run-application.mjs'
import { say } from './say.mjs'
import { countPlaywright, readReport } from './test-results.mjs'
import { tool } from './tool.mjs'
import { startVirtualDisplay } from './virtual-desktop.mjs'

const report = join(cache, 'e2e.json')
const config = join('e2e', 'playwright.config.ts')

/** Runs the end-to-end tests, on Linux on a virtual display. @returns how many passed, failed and did not run */
export async function runEndToEndTests(extra) {
  await rm(report, { force: true })
  const leftOut = leftOutTests()
  for (const { file, reason } of leftOut) say(`Not run here: e2e/${file} (${reason})`)
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined
  try {
    const { command, args } = tool('playwright', ['test', '-c', config, ...extra])
    const names = leftOut.map(({ file }) => file).join(' ')
    const environment = { ...display?.environment, TESTS_LEFT_OUT: names }
    const passed = (await runApplication(command, args, environment)) === 0
    const counts = countPlaywright(await readReport(report))
    return passed || counts.failed > 0 ? counts : { ...counts, failed: 1 }
  } finally {
    await display?.stop()
  }
}
