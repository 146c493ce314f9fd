/** The variables of a process by their names. */
export type Environment = Record<string, string | undefined>

/**
 * The environment that this process was started with, worked out from the one that its first code finds: Electron has
 * already changed it, and GTK changes it further, so call this at once. Sources: Electron's documentation, "Environment
 * Variables" (`ORIGINAL_XDG_CURRENT_DESKTOP`); electron_main_delegate.cc (`CHROME_DESKTOP`, the app's own desktop
 * file).
 */
export function givenEnvironment(found: Environment): Environment {
  const { ORIGINAL_XDG_CURRENT_DESKTOP: original, CHROME_DESKTOP: _own, ...given } = found
  // Chromium says so where there is none, and nobody else knows the word.
  if (given['DBUS_SESSION_BUS_ADDRESS'] === 'disabled:') delete given['DBUS_SESSION_BUS_ADDRESS']
  if (original === 'undefined') delete given['XDG_CURRENT_DESKTOP']
  else if (original !== undefined) given['XDG_CURRENT_DESKTOP'] = original
  return given
}

/**
 * Without what an AppImage adds: folders of its own before the person's, and its own name. A program started with these
 * would load its libraries, look into a folder that is gone when it ends, or take itself for the AppImage.
 */
export function withoutAppImage(environment: Environment): Environment {
  const { APPDIR: mounted, APPIMAGE: _file, ARGV0: _name, OWD: _folder, ...rest } = environment
  if (!mounted) return environment
  const isOwn = (entry: string) =>
    entry === mounted || entry.startsWith(`${mounted}/`) || entry === './share/'
  const cleaned = Object.entries(rest).map(([key, value = '']): [string, string] => {
    const entries = value.split(':')
    const others = entries.filter(entry => !isOwn(entry))
    return [key, others.length === entries.length ? value : others.join(':')]
  })
  return Object.fromEntries(cleaned.filter(([key, value]) => value !== '' || environment[key] === ''))
}
