import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/**
 * Where a command leads that a desktop starts: `here`, to this program under whatever name; `elsewhere`, to another
 * one that is there; `nowhere`, since it names no program, or a program or a file that is gone.
 */
export function leadsTo(command: readonly string[], program: string): 'here' | 'elsewhere' | 'nowhere' {
  const [starter, ...rest] = command
  // The program may stand behind another one, such as `env`.
  const files = [starter === undefined ? null : onPath(starter), ...rest.filter(isAbsolute).map(real)]
  if (files.includes(null)) return 'nowhere'
  return files.includes(real(program)) ? 'here' : 'elsewhere'
}

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute)
  const places = isAbsolute(name) ? [name] : folders.map(folder => join(folder, name))
  const place = places.find(isProgram)
  return place === undefined ? null : real(place)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function real(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}
