import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { linkAll } from './link-all.ts'
import { packagedExecutable, packagedFolder } from './packaged-app.ts'
import { repository } from './runtime.ts'

/** A mounted AppImage, as far as the app inside can tell. */
export interface AppDir {
  readonly folder: string
  readonly executable: string
  remove(): Promise<void>
}

/** The packaged app in a folder like the one that an AppImage is mounted on. */
export async function makeAppDir(): Promise<AppDir> {
  // Beside the package, not in a home folder: hard links do not cross file systems.
  const parent = path.join(repository, '.cache/app-dirs')
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, '.mount_Latchk'))
  await linkAll(packagedFolder, folder)
  await markAppDir(folder)
  return {
    folder,
    executable: path.join(folder, path.basename(packagedExecutable)),
    remove: () => rm(folder, { recursive: true }),
  }
}

/** Makes it look like an AppImage's folder, with the file that its runtime starts. */
export const markAppDir = (folder: string): Promise<void> =>
  writeFile(path.join(folder, 'AppRun'), '#!/bin/sh\n', { mode: 0o755 })
