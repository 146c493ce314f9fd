import { readlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Where the app listens to commands: beside the socket of Chromium's lock, in a folder that nobody else can enter.
 * Undefined where no app has had this home.
 */
export function socketPath(home: string): string | undefined {
  try {
    return join(dirname(readlinkSync(join(home, 'SingletonSocket'))), 'commands')
  } catch {
    return undefined
  }
}
