import { app } from 'electron'
import { constants, readFileSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileWork } from '../files/file-work.ts'
import { ownAppImage } from '../platform/own-app-image.ts'
import { ownPortableFile } from '../platform/own-portable-file.ts'
import type { Build } from './feed.ts'

/** How the running app was built and distributed. */
export async function runningBuild(work: FileWork): Promise<Build> {
  const image = ownAppImage(process.env)
  const isReplaceable = async (file: string) =>
    work.within(PATIENCE_MS, file, () => isWritable(dirname(file))).catch(() => false)
  return {
    platform: process.platform,
    isPackaged: app.isPackaged,
    version: app.getVersion(),
    feed: readFeed(join(process.resourcesPath, 'app-update.yml')),
    image: image === null ? null : { replaceable: await isReplaceable(image) },
    portable: ownPortableFile(process.env) !== null,
  }
}

/** Read without limits: the file is part of the package, like the program beside it. */
function readFeed(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** A folder that takes longer to answer counts as one that no update can be written to. */
const PATIENCE_MS = 1_000

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  )
