interface Start {
  readonly platform: NodeJS.Platform
  /** The value of the switch `ozone-platform`; empty where there is none. */
  readonly ozonePlatform: string
  readonly electron: string
  readonly environment: NodeJS.ProcessEnv
}

/** From this one on Electron takes Wayland by itself: electronjs.org/docs/latest/breaking-changes. */
const CHOOSES_WAYLAND = 38

/** Whether the windows of a program that was started so are Wayland's. */
export function drawsOnWayland({ platform, ozonePlatform, electron, environment }: Start): boolean {
  if (platform !== 'linux') return false
  if (ozonePlatform === 'wayland' || ozonePlatform === 'x11') return ozonePlatform === 'wayland'
  return Number.parseInt(electron) >= CHOOSES_WAYLAND && environment['XDG_SESSION_TYPE'] === 'wayland'
}
