import { readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pipeIn } from './pipe.ts'

/** Where the app listens to commands. */
export interface Way {
  readonly path: string
  /** What both know, where everybody could call it or answer in its place. */
  readonly secret?: string
}

/** Undefined where no app has had this home. */
export const wayToApp = (home: string): Way | undefined =>
  process.platform === 'win32' ? pipeIn(home) : socketIn(home)

/** Beside the socket of Chromium's lock, in a folder that nobody else can enter. */
function socketIn(home: string): Way | undefined {
  try {
    return { path: join(dirname(readlinkSync(join(home, 'SingletonSocket'))), 'commands') }
  } catch {
    return undefined
  }
}
