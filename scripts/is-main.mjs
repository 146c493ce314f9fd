import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Whether the module with this `import.meta.url` is what Node was started with. */
export function isMain(moduleUrl) {
  const started = process.argv[1]
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(moduleUrl))
}
