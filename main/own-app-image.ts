import { realpathSync } from 'node:fs'
import { relative } from 'node:path'

/** The AppImage that this app runs from; null where it is none. */
export function ownAppImage(
  { APPIMAGE, APPDIR }: NodeJS.ProcessEnv,
  program = process.execPath,
): string | null {
  if (!APPIMAGE) return null
  // HAZARD: what an AppImage starts inherits its variables: a terminal or a file manager would be replaced by Latchkey.
  return APPDIR && !isInside(program, APPDIR) ? null : APPIMAGE
}

function isInside(program: string, folder: string): boolean {
  try {
    return !/^\.\.(?:\/|$)/.test(relative(realpathSync(folder), realpathSync(program)))
  } catch {
    return false
  }
}
