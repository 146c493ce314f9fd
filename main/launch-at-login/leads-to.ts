import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path'

/**
 * Where a command leads that a desktop starts: `here`, to this program under whatever name; `elsewhere`, to another
 * one that is there; `nowhere`, since it names no program, or one that is gone.
 */
export function leadsTo(command: readonly string[], program: string): 'here' | 'elsewhere' | 'nowhere' {
  const own = new Set<string | null>(namesOf(program).flatMap(name => real(name) ?? []))
  const [starter = '', ...rest] = command
  const first = onPath(starter)
  if (first === null) return 'nowhere'
  // The program may stand behind another one, such as `env`, or in a command for a shell.
  const isOwn = (name: string) => own.has(onPath(name))
  if (own.has(first) || rest.some(argument => isOwn(argument) || argument.split(WORD_ENDS).some(isOwn)))
    return 'here'
  const behind = basename(starter) === 'env' ? rest.find(argument => !/^-|=/.test(argument)) : starter
  return behind === undefined || onPath(behind) === null ? 'nowhere' : 'elsewhere'
}

/** The command beside the program, its name in earlier releases, starts it: build/linux/latchkey. */
const namesOf = (program: string): readonly string[] =>
  basename(program) === 'Latchkey' ? [program, join(dirname(program), 'latchkey')] : [program]

const WORD_ENDS = /[\s"';&|()]+/

function onPath(name: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute).filter(isOfDesktop)
  const places = isAbsolute(name) ? [name] : folders.map(folder => join(folder, name))
  const place = places.find(isProgram)
  return place === undefined ? null : real(place)
}

/** An AppImage puts its own folder first, which the desktop does not look into and which goes when it ends. */
function isOfDesktop(folder: string): boolean {
  const mounted = process.env['APPDIR']
  return !mounted || relative(mounted, folder).startsWith('..')
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
