import { access, constants, open, realpath, stat } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path'

/**
 * Where a command leads that a desktop starts: `here`, to this program under whatever name; `nowhere`, since it names
 * no program, or one that is gone; `another`, to another one and no further; `elsewhere`, nobody can tell where: a script
 * may start anything, and so may a program that is told what to do. One call at a time.
 */
export async function leadsTo(
  command: readonly string[],
  program: string,
): Promise<'here' | 'another' | 'elsewhere' | 'nowhere'> {
  const [starter = '', ...rest] = command
  if (starter === '' || (await isGone(starter))) return 'nowhere'
  // The program may stand behind another one, such as `env`, or in a command for a shell.
  if (await isNamed([starter, ...rest, ...rest.flatMap(wordsOf)], program)) return 'here'
  if (!rest.every(argument => SWITCH.test(argument))) return 'elsewhere'
  return (await isNative((await onPath(starter)) ?? '')) ? 'another' : 'elsewhere'
}

/** Whether one of the words leads to the program. */
export async function isNamed(words: readonly string[], program: string): Promise<boolean> {
  const own = new Set<string>()
  for (const name of namesOf(program)) own.add((await real(name)) ?? name)
  for (const name of [...new Set(words)].slice(0, MOST_WORDS)) {
    if (own.has((await onPath(name)) ?? '')) return true
  }
  return false
}

export const wordsOf = (text: string): string[] => text.split(WORD_ENDS)

/** One that has no value, and so names nothing to start. */
const SWITCH = /^(?:-\w|--[\w-]+)$/

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

/** Whether it is machine code of its own, as Linux has it (ELF). */
async function isNative(path: string): Promise<boolean> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => null)
  try {
    const start = await file?.read(Buffer.alloc(4), 0, 4, 0)
    return start?.buffer.toString('latin1') === '\x7fELF'
  } catch {
    return false
  } finally {
    await file?.close()
  }
}

const real = (path: string): Promise<string | null> => realpath(path).catch(() => null)
