import { join } from 'node:path'

/**
 * The sockets of the session bus, in the order in which to try them; an abstract one starts with a NUL. SECURITY: other
 * transports in an address would start a program or leave the computer, and are ignored.
 */
export function socketsOfSessionBus(environment: NodeJS.ProcessEnv, uid: number): readonly string[] {
  const runtime = environment['XDG_RUNTIME_DIR'] ?? `/run/user/${uid}`
  const usual = join(runtime, 'bus')
  const address = environment['DBUS_SESSION_BUS_ADDRESS']
  if (address === undefined || address === '') return [usual]
  return address.split(';').flatMap(entry => {
    if (!entry.startsWith('unix:')) return []
    const keys = new Map(
      entry
        .slice('unix:'.length)
        .split(',')
        .map(pair => split(pair)),
    )
    const path = keys.get('path')
    const abstract = keys.get('abstract')
    if (path !== undefined) return isPath(path) ? [path] : []
    if (abstract !== undefined) return abstract === '' ? [] : [`\0${abstract}`]
    return keys.get('runtime') === 'yes' ? [usual] : []
  })
}

function split(pair: string): readonly [string, string] {
  const at = pair.indexOf('=')
  return [pair.slice(0, at), unescaped(pair.slice(at + 1))]
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const isPath = (path: string): boolean => path.startsWith('/') && !path.includes('\0')
