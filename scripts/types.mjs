import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { runMain } from './say.mjs'
import { runStep } from './steps.mjs'
import { tool } from './tool.mjs'

const folders = ['common', 'main', 'preload', 'renderer', 'simulator', 'fuzz', 'e2e']

await runMain(async () => {
  const present = folders.filter(folder => existsSync(join(root, folder, 'tsconfig.json')))
  const passed = await Promise.all(
    present.map(folder =>
      runStep({ name: `types of ${folder}/`, ...tool('typescript', ['-p', folder], 'tsc') }),
    ),
  )
  return passed.every(Boolean) ? 0 : 1
})
