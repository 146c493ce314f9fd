/**
 * The environment that this process was given, of the one that it finds as its first code runs: Electron has changed it
 * by then, and GTK changes it further. To be asked at once. Sources: Electron's documentation, "Environment Variables"
 * (`ORIGINAL_XDG_CURRENT_DESKTOP`); electron_main_delegate.cc (`CHROME_DESKTOP`, the app's own desktop file).
 */
export function givenEnvironment(found: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { ORIGINAL_XDG_CURRENT_DESKTOP: original, CHROME_DESKTOP: _own, ...given } = found
  if (original === 'undefined') delete given['XDG_CURRENT_DESKTOP']
  else if (original !== undefined) given['XDG_CURRENT_DESKTOP'] = original
  return given
}

/**
 * An AppImage puts folders of its own in front of the person's, and names itself. Whoever is started by it would load
 * its libraries, look into a folder that goes when it ends, or take itself for it.
 */
export function withoutAppImage(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
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
