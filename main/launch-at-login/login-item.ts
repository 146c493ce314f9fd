import { app } from 'electron'
import { join } from 'node:path'
import type { FileWork } from '../files/file-work.ts'
import { HIDDEN } from './hidden.ts'
import type { LoginItem } from './port.ts'
import { ownAppImage } from '../platform/own-app-image.ts'
import { ownPortableFile } from '../platform/own-portable-file.ts'
import { macLoginItem } from './macos.ts'
import { windowsLoginItem } from './windows.ts'
import { sourcesLoginItem } from './sources.ts'
import { desktopLoginItem } from './xdg.ts'

/** How this system starts an app at login. */
export function loginItem(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  work: FileWork,
): LoginItem {
  if (platform === 'linux') {
    const home = app.getPath('home')
    const configuration = environment['XDG_CONFIG_HOME'] ?? join(home, '.config')
    const within = [home, configuration]
    const autostart = (name: string) => join(configuration, 'autostart', name)
    const path = autostart('app.latchkey.latchkey.desktop')
    // An AppImage runs from a mount that is gone after it ends; APPIMAGE names the file itself.
    const program = ownAppImage(environment) ?? process.execPath
    if (!app.isPackaged) return sourcesLoginItem({ path, within, work }, program)
    return desktopLoginItem({
      path,
      formerPath: autostart('latchkey.desktop'),
      within,
      work,
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
  state: async () => 'unavailable',
  set: async () => false,
  repair: async () => {},
  watch: () => () => {},
}
