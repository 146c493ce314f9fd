import { access, constants, realpath, stat } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path'

/**
 * Where a command leads that a desktop starts: `here`, to this program under whatever name; `nowhere`, since it names
 * no program, or one that is gone; `elsewhere`, to another one, or nobody can tell where. One call at a time.
 */
export async function leadsTo(
  command: readonly string[],
  program: string,
): Promise<'here' | 'elsewhere' | 'nowhere'> {
  const own = new Set<string>()
  for (const name of namesOf(program)) own.add((await real(name)) ?? name)
  const [starter = '', ...rest] = command
  if (starter === '' || (await isGone(starter))) return 'nowhere'
  // The program may stand behind another one, such as `env`, or in a command for a shell.
  const words = new Set([starter, ...rest, ...rest.flatMap(argument => argument.split(WORD_ENDS))])
  for (const name of [...words].slice(0, MOST_WORDS)) {
    if (own.has((await onPath(name)) ?? '')) return 'here'
  }
  return 'elsewhere'
}

/** The command beside the program, its name in earlier releases, starts it: build/linux/latchkey. */
const namesOf = (program: string): readonly string[] =>
  basename(program) === 'Latchkey' ? [program, join(dirname(program), 'latchkey')] : [program]

/** Whether a program is known not to be there. What PATH the desktop has is not known. */
export const isGone = async (name: string): Promise<boolean> => isAbsolute(name) && !(await isProgram(name))

const WORD_ENDS = /[\s"';&|()]+/
/** Nobody writes more by hand, and each is looked for in all folders of the path. */
const MOST_WORDS = 32

async function onPath(name: string): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute).filter(isOfDesktop)
  const places = isAbsolute(name) ? [name] : folders.map(folder => join(folder, name))
  for (const place of places) if (await isProgram(place)) return real(place)
  return null
}

/** An AppImage puts its own folder first, which the desktop does not look into and which goes when it ends. */
function isOfDesktop(folder: string): boolean {
  const mounted = process.env['APPDIR']
  return !mounted || relative(mounted, folder).startsWith('..')
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

const real = (path: string): Promise<string | null> => realpath(path).catch(() => null)
