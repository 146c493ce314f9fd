import { app } from 'electron'
import { isAbsolute, join } from 'node:path'
import { desktopLaunchAtLogin } from './xdg.ts'
import { systemLaunchAtLogin } from './system.ts'

/** Passed by the system when it starts the app at login: no window then. */
export const HIDDEN = '--hidden'

export interface LaunchAtLogin {
  get(): boolean
  set(on: boolean): void
}

/** How this system starts an app at login; null where Latchkey does not know how. */
export function launchAtLogin(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): LaunchAtLogin | null {
  switch (platform) {
    case 'darwin':
    case 'win32':
      return systemLaunchAtLogin(app, HIDDEN)
    case 'linux': {
      // A relative path is to be ignored: freedesktop.org, XDG Base Directory Specification.
      const given = environment['XDG_CONFIG_HOME'] ?? ''
      const configuration = isAbsolute(given) ? given : join(app.getPath('home'), '.config')
      // An AppImage runs from a mount that is gone after a restart; APPIMAGE names the file itself.
      const program = environment['APPIMAGE'] || process.execPath
      const command = app.isPackaged ? [program, HIDDEN] : [program, app.getAppPath(), HIDDEN]
      return desktopLaunchAtLogin(join(configuration, 'autostart', 'latchkey.desktop'), command)
    }
    default:
      return null
  }
}
