import { app } from 'electron'
import { join } from 'node:path'
import type { Snapshot } from '../../preload/contract.ts'
import { HIDDEN } from './hidden.ts'
import { ownAppImage } from '../own-app-image.ts'
import { ownPortableFile } from '../own-portable-file.ts'
import { macLoginItem } from './macos.ts'
import { windowsLoginItem } from './windows.ts'
import { desktopLoginItem, sourcesLoginItem } from './xdg.ts'

/** The system's own note that it starts the app at login. */
export interface LoginItem {
  /** As the system has it now: a person may have changed it there. */
  readonly state: () => Snapshot['launchAtLogin']
  /** Throws, or leaves the state as it was, where the system does not allow it. */
  readonly set: (on: boolean) => void
  /** Done once at start: lets what is on, and leads nowhere any more, start this app. Throws where it cannot. */
  readonly repair: () => void
  /** Tells of changes from outside where the system does; returns what ends that. */
  readonly watch: (changed: () => void) => () => void
}

/** How this system starts an app at login. */
export function loginItem(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): LoginItem {
  if (platform === 'linux') {
    const configuration = environment['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config')
    const autostart = (name: string) => join(configuration, 'autostart', name)
    const path = autostart('app.latchkey.latchkey.desktop')
    // An AppImage runs from a mount that is gone after a restart; APPIMAGE names the file itself.
    const program = ownAppImage(environment) ?? process.execPath
    if (!app.isPackaged) return sourcesLoginItem(path, program)
    return desktopLoginItem({
      path,
      formerPath: autostart('latchkey.desktop'),
      program,
      argument: HIDDEN,
      link: join(app.getPath('userData'), 'start-at-login'),
      desktop: { names: environment['XDG_CURRENT_DESKTOP'] ?? '', configuration },
    })
  }
  if (!app.isPackaged) return NONE
  if (platform === 'darwin') return macLoginItem(app)
  // A portable app runs from a temporary folder; electron-builder's launcher names the file itself.
  const program = ownPortableFile(environment) ?? process.execPath
  return platform === 'win32' ? windowsLoginItem(app, program, HIDDEN) : NONE
}

const NONE: LoginItem = {
  state: () => 'unavailable',
  set: () => {},
  repair: () => {},
  watch: () => () => {},
}
