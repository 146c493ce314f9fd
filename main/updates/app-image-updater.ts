import { AppImageUpdater } from 'electron-updater'
import { ownAppImage } from '../platform/own-app-image.ts'
import { removeUnfinished, replaceAppImage } from './replace-app-image.ts'

/**
 * HAZARD: electron-updater's own class deletes the AppImage before it moves the new one, so none is left if that fails;
 * and it runs the new one while the old one is still quitting. Source: electron-updater 6.8.10, out/AppImageUpdater.js.
 */
export class SafeAppImageUpdater extends AppImageUpdater {
  /** The file to replace; null if there is none. */
  image = ownAppImage(process.env)

  /** Removes what was left by a quit that was cut off while installing. */
  removeUnfinished(): void {
    if (this.image !== null) removeUnfinished(this.image)
  }

  protected override doInstall(): boolean {
    const { image, installerPath: release } = this
    const sha512 = this.downloadedUpdateHelper?.downloadedFileInfo?.sha512
    if (image === null || release === null || sha512 === undefined) return false
    const replacement = replaceAppImage({ image, release, sha512 })
    if (replacement !== image) this.emit('appimage-filename-updated', replacement)
    return true
  }
}
