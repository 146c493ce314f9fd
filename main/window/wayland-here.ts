import { app } from 'electron'
import { drawsOnWayland } from './wayland.ts'

/** Whether this run draws on Wayland. `environment`: the one that it was started with. */
export const drawsOnWaylandHere = (environment: NodeJS.ProcessEnv): boolean =>
  drawsOnWayland({
    platform: process.platform,
    ozonePlatform: app.commandLine.getSwitchValue('ozone-platform'),
    electron: process.versions.electron,
    environment,
  })
