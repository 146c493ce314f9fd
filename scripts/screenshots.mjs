import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { choosePackageManager, provide } from './bootstrap/system-packages.mjs'
import { picturedParts } from './check/desktop-parts.mjs'
import { makeBaselines } from './baselines/make-baselines.mjs'
import { cache, root } from './shared/paths.mjs'
import { runMain, say } from './shared/say.mjs'
import { withScriptedPerson } from './run/scripted-person.mjs'

/** @typedef {{ makeScreenshots: (folder: string) => Promise<void> }} Photographer */

const work = join(cache, 'screenshots')
const folder = join(root, 'docs', 'screenshots')

async function screenshots() {
  if (process.argv.includes('--baselines')) return await makeBaselines()
  if (process.platform !== 'linux' || choosePackageManager() !== 'apt') {
    say('The screenshots are made on Debian 12 only: the parts of a desktop in them are known by its names.')
    return 1
  }
  await provide(picturedParts)
  const code = await withScriptedPerson((/** @type {Photographer} */ { makeScreenshots }) =>
    makeScreenshots(work),
  )
  if (code !== 0) return code
  await rm(folder, { recursive: true, force: true })
  await cp(work, folder, { recursive: true, filter: source => !source.endsWith('menu.txt') })
  say(`The pictures are in ${folder}`)
  return 0
}

await runMain(screenshots)
