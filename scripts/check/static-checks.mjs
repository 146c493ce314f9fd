import { join } from 'node:path'
import { root } from '../shared/paths.mjs'
import { runStep } from '../shared/steps.mjs'
import { tool } from '../shared/tool.mjs'

/** Checks format, lint rules and types. @returns {Promise<boolean>} whether all passed */
export async function runStaticChecks() {
  const steps = [
    { name: 'format', ...tool('oxfmt', ['--check']) },
    { name: 'lint', ...tool('oxlint', ['--type-aware', '--deny-warnings']) },
    { name: 'types', command: process.execPath, args: [join(root, 'scripts', 'types.mjs')] },
  ]
  let passed = true
  for (const step of steps) passed = (await runStep(step)) && passed
  return passed
}
