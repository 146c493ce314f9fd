import { readFileSync } from 'node:fs'

/**
 * The environment that this process was started with. Electron and GTK change what `process.env` shows: another
 * XDG_CURRENT_DESKTOP, CHROME_DESKTOP, GDK_BACKEND, NO_AT_BRIDGE. Linux alone keeps the one of the start.
 */
export function givenEnvironment(platform: NodeJS.Platform, read = readOwn): NodeJS.ProcessEnv {
  if (platform !== 'linux') return { ...process.env }
  try {
    return parsed(read())
  } catch {
    return { ...process.env }
  }
}

const readOwn = () => readFileSync('/proc/self/environ', 'utf8')

function parsed(text: string): NodeJS.ProcessEnv {
  const pairs = text.split('\0').filter(line => line.indexOf('=') > 0)
  return Object.fromEntries(pairs.map(line => [line.slice(0, line.indexOf('=')), afterEquals(line)]))
}

const afterEquals = (line: string) => line.slice(line.indexOf('=') + 1)

/**
 * An AppImage puts folders of its own in front of the person's, and names itself. Whoever is started by it would load
 * its libraries, look into a folder that goes when it ends, or take itself for it.
 */
export function withoutAppImage(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { APPDIR: mounted, APPIMAGE: _file, ARGV0: _name, OWD: _folder, ...rest } = environment
  if (!mounted) return environment
  const isOwn = (entry: string) =>
    entry === mounted || entry.startsWith(`${mounted}/`) || entry === './share/'
  const cleaned = Object.entries(rest).map(([name, value = '']): [string, string] => {
    const entries = value.split(':')
    const others = entries.filter(entry => !isOwn(entry))
    return [name, others.length === entries.length ? value : others.join(':')]
  })
  return Object.fromEntries(cleaned.filter(([name, value]) => value !== '' || environment[name] === ''))
}
