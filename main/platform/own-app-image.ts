import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'

/**
 * The AppImage that this app runs from; null if there is none, or if that is not certain. HAZARD: programs that an
 * AppImage starts inherit its variables, and anybody can set them, so an update could replace a terminal or a file
 * manager with Latchkey. So the program has to run from the folder that they name, which has a random name, and the
 * folder must have `AppRun`, which an AppImage's runtime starts. Sources: AppImage specification;
 * AppImage/type2-runtime, `runtime.c`.
 */
export function ownAppImage(
  { APPIMAGE: file = '', APPDIR: mounted = '' }: NodeJS.ProcessEnv,
  program = process.execPath,
): string | null {
  const folder = dirname(program)
  // Compares only the folder's name, since its path may go through links, or to a disk that does not answer.
  const named = isAbsolute(mounted) && basename(mounted) === basename(folder)
  return isAbsolute(file) && named && existsSync(join(folder, 'AppRun')) ? file : null
}
