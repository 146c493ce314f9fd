import { existsSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'

/**
 * The AppImage that this app runs from; null where it is none, and where that is not certain. HAZARD: what an AppImage
 * starts inherits its variables, and anybody can set them: a terminal or a file manager would be replaced by Latchkey. So
 * the program has to run from the folder that they name, which has a random name, and that folder has to be of an
 * AppImage: `AppRun` is what its runtime starts. Sources: AppImage specification; AppImage/type2-runtime, `runtime.c`.
 */
export function ownAppImage(
  { APPIMAGE: file = '', APPDIR: mounted = '' }: NodeJS.ProcessEnv,
  program = process.execPath,
): string | null {
  const folder = dirname(program)
  // What the folder is called is compared, and not looked for: it may lie behind links, or where nothing answers.
  const named = isAbsolute(mounted) && basename(mounted) === basename(folder)
  return isAbsolute(file) && named && existsSync(join(folder, 'AppRun')) ? file : null
}
