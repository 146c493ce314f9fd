import { nativeImage, type NativeImage } from 'electron'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { iconFile, TRAY_ICONS, type TrayIcon } from './tray/icons.ts'

/** The app's icons, read once: an upgrade may remove the files of the running app. */
export function createOwnIcons(folder: string) {
  const windowFile = join(folder, 'window.png')
  const read = new Map<TrayIcon, NativeImage>()
  let png: Buffer | null = null

  function tray(icon: TrayIcon): NativeImage {
    const image = read.get(icon) ?? nativeImage.createFromPath(join(folder, iconFile(icon, process.platform)))
    read.set(icon, image)
    return image
  }

  return {
    tray,
    /** The large one, as a PNG; null until it has been read. */
    png: () => png,
    window: (): NativeImage =>
      png === null ? nativeImage.createFromPath(windowFile) : nativeImage.createFromBuffer(png),
    /** Reads what the start did not need, while the files are still there. */
    keep() {
      for (const icon of TRAY_ICONS) tray(icon)
      readFile(windowFile).then(
        bytes => (png = bytes),
        () => {},
      )
    },
  }
}
