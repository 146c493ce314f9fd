import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { allowDebugger } from './allow-debugger.mjs'
import { quickPackages } from './development-packages.mjs'
import { root } from './paths.mjs'

const output = join(root, 'release', 'e2e')

/**
 * Makes the deb that the end-to-end tests install: of the same unpacked app, byte for byte, but that a debugger may be
 * attached, which is how Playwright looks into a window. It has a name and a folder of its own.
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
