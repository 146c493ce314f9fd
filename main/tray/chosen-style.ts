import { join } from 'node:path'
import { trayStyles } from '../../common/tray-styles.ts'
import { type FileWork, PATIENCE_MS } from '../files/file-work.ts'
import { LARGEST_KEPT_BYTES } from '../files/kept-file.ts'
import { readForeign } from '../files/read-foreign.ts'
import type { TrayStyle } from './icons.ts'

interface Options {
  /** The folder with the app's files. */
  readonly folder: string
  readonly home: string
  readonly work: FileWork
}

/**
 * How the person wants the icon, read before all else that they chose, so that it is not drawn in another way first. The
 * usual style where that cannot be read; why, is said when all is read.
 */
export async function chosenStyle({ folder, home, work }: Options): Promise<TrayStyle> {
  const path = join(folder, 'preferences.json')
  const limits = { largestBytes: LARGEST_KEPT_BYTES, within: [home, folder] }
  try {
    const found = await work.within(PATIENCE_MS, path, () => readForeign(path, limits))
    const chosen = found.kind === 'read' ? (JSON.parse(found.bytes.toString()) as unknown) : null
    const style = typeof chosen === 'object' && chosen !== null && 'trayIcon' in chosen && chosen.trayIcon
    return trayStyles.find(name => name === style) ?? trayStyles[0]
  } catch {
    return trayStyles[0]
  }
}
