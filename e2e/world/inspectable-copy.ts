import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { linkAll } from './link-all.ts'
import { onceInARun } from './once-in-a-run.ts'
import { packagedExecutable, packagedFolder } from './packaged-app.ts'
import { repository } from './runtime.ts'

// Beside the package, not in a home folder: hard links do not cross file systems.
const copies = path.join(repository, '.cache/inspectable')
const original = path.join(copies, 'original')
const name = path.basename(packagedExecutable)

/** Copies the packaged app into a folder of its own, and lets a debugger in, which Playwright needs. */
export async function makeInspectableCopy(): Promise<{ readonly executable: string }> {
  await onceInARun('inspectable-copy', makeOriginal)
  const folder = await mkdtemp(path.join(copies, 'copy-'))
  await linkAll(original, folder)
  return { executable: path.join(folder, name) }
}

/** Removes what earlier runs left, and makes the original that this run's copies link to. */
async function makeOriginal(): Promise<string> {
  await rm(copies, { recursive: true, force: true })
  await mkdir(copies, { recursive: true })
  await linkAll(packagedFolder, original)
  const executable = path.join(original, name)
  // All other files are the package's own.
  await rm(executable)
  await copyFile(packagedExecutable, executable)
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
  return original
}
