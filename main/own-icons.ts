import { nativeImage, type NativeImage, screen } from 'electron'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { trayStyles } from '../common/tray-styles.ts'
import {
  iconFile,
  templateFile,
  TRAY_ICONS,
  TRAY_SIZES,
  type TrayIcon,
  type TrayStyle,
} from './tray/icons.ts'

/** What a panel has room for, on a screen of simple density. */
const PANEL = 22

const files = TRAY_ICONS.flatMap(icon =>
  trayStyles.flatMap(style => TRAY_SIZES.map(size => iconFile(icon, style, size))),
)

/** The app's icons, read once: an upgrade may remove the files of the running app. */
export function createOwnIcons(folder: string) {
  const windowFile = join(folder, 'window.png')
  const made = new Map<string, NativeImage>()
  const read = new Map<string, Buffer>()
  let png: Buffer | null = null

  function bytes(file: string): Buffer | undefined {
    try {
      return read.get(file) ?? readFileSync(join(folder, file))
    } catch {
      // The app matters more than its icon.
      return undefined
    }
  }

  /**
   * HAZARD: on Linux Electron hands out the largest picture alone (tray_icon_linux.cc), and the panel makes it fit. One of
   * twice the size becomes sharp; a larger one is for screens on which that would have to be stretched.
   */
  function drawn(icon: TrayIcon, style: TrayStyle): NativeImage {
    const image = nativeImage.createEmpty()
    const largest = 2 * PANEL * screen.getPrimaryDisplay().scaleFactor
    for (const size of TRAY_SIZES.filter(size => size <= largest)) {
      const buffer = bytes(iconFile(icon, style, size))
      if (buffer !== undefined) image.addRepresentation({ scaleFactor: size / PANEL, buffer })
    }
    return image
  }

  function tray(icon: TrayIcon, style: TrayStyle): NativeImage {
    const name = `${icon} ${style}`
    const image =
      made.get(name) ??
      (process.platform === 'darwin'
        ? nativeImage.createFromPath(join(folder, templateFile(icon)))
        : drawn(icon, style))
    made.set(name, image)
    return image
  }

  const keep = (file: string, kept: (bytes: Buffer) => void): Promise<void> =>
    readFile(join(folder, file)).then(kept, () => {})

  return {
    tray,
    /** The large one, as a PNG; null until it has been read. */
    png: () => png,
    window: (): NativeImage =>
      png === null ? nativeImage.createFromPath(windowFile) : nativeImage.createFromBuffer(png),
    /** Reads what the start did not need, while the files are still there. */
    async keep() {
      const window = keep('window.png', bytes => (png = bytes))
      if (process.platform === 'darwin') for (const icon of TRAY_ICONS) tray(icon, 'coloured')
      else await Promise.all(files.map(file => keep(file, bytes => read.set(file, bytes))))
      await window
    },
  }
}
