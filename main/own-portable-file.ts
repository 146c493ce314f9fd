/** The file of the portable Windows app that this app was unpacked from; null where it is none. */
export function ownPortableFile({
  PORTABLE_EXECUTABLE_FILE: file,
  PORTABLE_EXECUTABLE_APP_FILENAME: name,
}: NodeJS.ProcessEnv): string | null {
  // HAZARD: what a portable app starts inherits its variables, and would have that one start at login in its own place.
  // Source: app-builder-lib 26, templates/nsis/portable.nsi; the name is that of package.json.
  return file && name?.toLowerCase() === 'latchkey' ? file : null
}
