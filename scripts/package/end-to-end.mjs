import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { allowDebugger } from './allow-debugger.mjs'
import { quickPackages } from './development-packages.mjs'
import { root } from '../shared/paths.mjs'

const output = join(root, 'release', 'e2e')

/**
 * Makes the deb that the end-to-end tests install: the same unpacked app byte for byte, except that it lets a debugger
 * in, which Playwright needs. It has its own name and folder.
 * @param {string} unpacked
 * @param {import('electron-builder').Configuration} config
 * @returns its file, absolute
 */
export async function endToEndDeb(unpacked, config) {
  const copy = join(output, 'linux-unpacked')
  await rm(output, { recursive: true, force: true })
  await mkdir(output, { recursive: true })
  await cp(unpacked, copy, { recursive: true, verbatimSymlinks: true })
  await allowDebugger(join(copy, 'Latchkey'))
  const marked = {
    ...config,
    artifactName: 'latchkey-for-tests-only.${ext}',
    linux: { ...config.linux, synopsis: 'FOR TESTS ONLY: Latchkey with a debugger let in' },
  }
  return await quickPackages(copy, marked, ['deb'], output)
}
