import { win32 } from 'node:path'

/**
 * The portable Windows app that this app was unpacked from; null if there is none, or if that is not certain. HAZARD:
 * programs that a portable app starts inherit its variables, and Latchkey would then have that app start at login
 * instead of itself. So all of them have to be there and agree, and the program has to run from where the launcher
 * unpacks it. Source: app-builder-lib 26, templates/nsis/portable.nsi (`$PLUGINSDIR` and `$TEMP` are in the folder for
 * temporary files); the name is that of package.json.
 */
export function ownPortableFile(
  {
    PORTABLE_EXECUTABLE_FILE: file = '',
    PORTABLE_EXECUTABLE_DIR: folder = '',
    PORTABLE_EXECUTABLE_APP_FILENAME: name = '',
    TEMP: temporary = '',
  }: NodeJS.ProcessEnv,
  program = process.execPath,
): string | null {
  const isNamed =
    win32.isAbsolute(file) && isSame(win32.dirname(file), folder) && name.toLowerCase() === 'latchkey'
  return isNamed && win32.isAbsolute(temporary) && isBelow(temporary, program) ? file : null
}

const isSame = (one: string, other: string): boolean => win32.relative(one, other) === '' && other !== ''

function isBelow(folder: string, file: string): boolean {
  const way = win32.relative(folder, file)
  return way !== '' && !win32.isAbsolute(way) && !/^\.\.(?:\\|$)/.test(way)
}
