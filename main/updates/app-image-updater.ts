import { AppImageUpdater } from 'electron-updater'
import { ownAppImage } from '../own-app-image.ts'
import { removeUnfinished, replaceAppImage } from './replace-app-image.ts'

/**
 * HAZARD: electron-updater's own deletes the AppImage before it moves the new one, and so leaves none where that cannot be
 * done; then it runs the new one, within the quit of the old. Source: electron-updater 6.8.10, out/AppImageUpdater.js.
 */
export class SafeAppImageUpdater extends AppImageUpdater {
  /** The file that is replaced; null for none. */
  image = ownAppImage(process.env)

  /** Removes what a quit left that was cut off while it installed. */
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
