import { app } from 'electron'
import { accessSync, constants, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ownAppImage } from '../own-app-image.ts'
import { ownPortableFile } from '../own-portable-file.ts'
import type { Build } from './feed.ts'

/** How the running app was made and handed out. */
export function runningBuild(): Build {
  const image = ownAppImage(process.env)
  return {
    platform: process.platform,
    isPackaged: app.isPackaged,
    version: app.getVersion(),
    feed: readFeed(join(process.resourcesPath, 'app-update.yml')),
    image: image === null ? null : { replaceable: isWritable(dirname(image)) },
    portable: ownPortableFile(process.env) !== null,
  }
}

function readFeed(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
