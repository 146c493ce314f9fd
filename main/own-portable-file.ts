import { win32 } from 'node:path'

/**
 * The file of the portable Windows app that this app was unpacked from; null where it is none, and where that is not
 * certain. HAZARD: what a portable app starts inherits its variables, and would have that one start at login in its own
 * place. So all of them have to be there and agree, and the program has to run from where the launcher unpacks it.
 * Source: app-builder-lib 26, templates/nsis/portable.nsi (`$PLUGINSDIR` and `$TEMP` are in the folder for temporary
 * files); the name is that of package.json.
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
