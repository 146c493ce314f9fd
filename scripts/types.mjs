import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './shared/paths.mjs'
import { runMain } from './shared/say.mjs'
import { runStep } from './shared/steps.mjs'
import { tool } from './shared/tool.mjs'

const folders = ['common', 'main', 'cli', 'preload', 'renderer', 'simulator', 'fuzz', 'e2e', 'scripts']

await runMain(async () => {
  const present = folders.filter(folder => existsSync(join(root, folder, 'tsconfig.json')))
  const passed = await Promise.all(
    present.map(folder =>
      runStep({ name: `types of ${folder}/`, ...tool('typescript', ['-p', folder], 'tsc') }),
    ),
  )
  return passed.every(Boolean) ? 0 : 1
})
