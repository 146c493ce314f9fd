import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Build } from './feed.ts'

/** How the running app was made and handed out. */
export const runningBuild = (): Build => ({
  platform: process.platform,
  isPackaged: app.isPackaged,
  version: app.getVersion(),
  feed: readFeed(join(process.resourcesPath, 'app-update.yml')),
  environment: process.env,
})

function readFeed(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
