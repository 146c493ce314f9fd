interface Start {
  readonly platform: NodeJS.Platform
  /** The value of the switch `ozone-platform`; empty if there is none. */
  readonly ozonePlatform: string
  readonly electron: string
  readonly environment: NodeJS.ProcessEnv
}

/** From this version on Electron uses Wayland by itself: electronjs.org/docs/latest/breaking-changes. */
const CHOOSES_WAYLAND = 38

/** Whether a program that was started like this draws on Wayland. */
export function drawsOnWayland({ platform, ozonePlatform, electron, environment }: Start): boolean {
  if (platform !== 'linux') return false
  if (ozonePlatform === 'wayland' || ozonePlatform === 'x11') return ozonePlatform === 'wayland'
  return Number.parseInt(electron) >= CHOOSES_WAYLAND && environment['XDG_SESSION_TYPE'] === 'wayland'
}
