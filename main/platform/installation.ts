import { app } from 'electron'
import { hostname, release } from 'node:os'
import type { Installation } from '../plex/headers.ts'

const PLATFORMS: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'macOS',
  win32: 'Windows',
  linux: 'Linux',
}

/** What plex.tv is told about this installation and this computer. */
export const describeInstallation = (clientIdentifier: string): Installation => ({
  clientIdentifier,
  version: app.getVersion(),
  deviceName: hostname(),
  platform: PLATFORMS[process.platform] ?? process.platform,
  platformVersion: release(),
})
