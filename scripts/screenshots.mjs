import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { cache, root } from './shared/paths.mjs'
import { runMain, say } from './shared/say.mjs'
import { withScriptedPerson } from './run/scripted-person.mjs'

/** @typedef {{ makeScreenshots: (folder: string) => Promise<void> }} Photographer */

const work = join(cache, 'screenshots')
const folder = join(root, 'docs', 'screenshots')

async function screenshots() {
  if (process.platform !== 'linux') {
    say('The screenshots are made on Linux only: they take a virtual desktop.')
    return 1
  }
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
