import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { baselines, drawnWithFile, drawnWithHere } from './drawn-with.mjs'
import { bootstrap } from '../bootstrap/bootstrap.mjs'
import { runEndToEndTests } from '../check/end-to-end-tests.mjs'
import { replaceFile } from '../shared/replace-file.mjs'
import { say } from '../shared/say.mjs'

/** Writes each picture in a third of its size. */
async function makeSmall() {
  // With an npm package, which a fresh clone does not have before.
  const { smallPng } = await import('./small-png.mjs')
  const names = (await readdir(baselines)).filter(name => name.endsWith('.png'))
  let bytes = 0
  for (const name of names) {
    const path = join(baselines, name)
    const small = smallPng(await readFile(path))
    await replaceFile(path, small)
    bytes += small.length
  }
  say(`${names.length} pictures of ${(bytes / 1e6).toFixed(1)} MB are in ${baselines}`)
}

/** Makes the pictures anew that the window is held against. @returns {Promise<number>} the exit code */
export async function makeBaselines() {
  await bootstrap({ purpose: 'test' })
  await rm(baselines, { recursive: true, force: true })
  // First, since the test is left out where they were drawn with something else.
  await replaceFile(drawnWithFile, `${JSON.stringify(drawnWithHere(), null, 2)}\n`)
  const titled = 'looks as in the pictures'
  const { passed, failed } = await runEndToEndTests([
    'baselines.spec',
    '-g',
    titled,
    '--update-snapshots=all',
  ])
  if (failed > 0 || passed === 0) return 1
  await makeSmall()
  return 0
}
