import { access, constants, open, realpath, stat } from 'node:fs/promises'
import { basename, delimiter, dirname, isAbsolute, join, relative } from 'node:path'

/**
 * What a command leads to that a desktop starts. `here`: this program, under whatever name. `nowhere`: no program, or
 * one that is gone. `another`: another program, and only that. `elsewhere`: unknown, since a script may start anything,
 * and so may a program with arguments. Makes one file system call at a time.
 */
export async function leadsTo(
  command: readonly string[],
  program: string,
): Promise<'here' | 'another' | 'elsewhere' | 'nowhere'> {
  const [starter = '', ...rest] = command
  if (starter === '' || (await isGone(starter))) return 'nowhere'
  // The program may come after another one, such as `env`, or in a command for a shell.
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

/** A switch without a value, which cannot name anything to start. */
const SWITCH = /^(?:-\w|--[\w-]+)$/

/** The command `latchkey` beside the program, its name in earlier releases, starts it too: build/linux/latchkey. */
const namesOf = (program: string): readonly string[] =>
  basename(program) === 'Latchkey' ? [program, join(dirname(program), 'latchkey')] : [program]

/** Whether a program is known to be gone. Only for absolute paths, since we do not know the desktop's PATH. */
export const isGone = async (name: string): Promise<boolean> => isAbsolute(name) && !(await isProgram(name))

const WORD_ENDS = /[\s"';&|()]+/
/** Nobody writes more words by hand, and each is looked up in every folder of PATH. */
const MOST_WORDS = 32

async function onPath(name: string): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute).filter(isOfDesktop)
  const places = isAbsolute(name) ? [name] : folders.map(folder => join(folder, name))
  for (const place of places) if (await isProgram(place)) return real(place)
  return null
}

/** An AppImage puts its own folder first, which the desktop does not search and which is gone when it ends. */
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

/** Whether it is a binary (ELF), not a script. */
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
