import { execFile } from 'node:child_process'
import { copyFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { packagedExecutable, packagedFolder } from './packaged-app.ts'

const run = promisify(execFile)

/** Makes the packaged app once more, in a folder of its own, with a debugger let in: Playwright needs one. */
export async function makeInspectableCopy(folder: string): Promise<{ readonly executable: string }> {
  const copy = path.join(folder, 'inspectable')
  await run('cp', ['--archive', '--link', packagedFolder, copy])
  const executable = path.join(copy, path.basename(packagedExecutable))
  // All other files are the package's own.
  await rm(executable)
  await copyFile(packagedExecutable, executable)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  return { executable }
}
