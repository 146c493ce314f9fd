import { stat } from 'node:fs/promises'
import type { Keys } from './desktop-keys.ts'
import { commandOf } from './entry-text.ts'
import { commandsOf } from './readers.ts'
import { isGone, isNamed, leadsTo, wordsOf } from './leads-to.ts'

/** Whether the entry starts exactly this command, also behind another one such as `env`. */
export function starts(keys: Keys, command: readonly string[]): boolean {
  const found = commandOf(keys)?.slice(-command.length) ?? []
  const [program] = command
  const needed = keys.get('TryExec') ?? program
  return needed === program && !keys.has('Path') && command.every((argument, at) => found[at] === argument)
}

/**
 * What the desktop starts by this entry. Source: Desktop Entry Specification, "Recognized desktop entry keys",
 * `TryExec`.
 */
export async function entryLeads(keys: Keys, command: readonly string[]): ReturnType<typeof leadsTo> {
  if (starts(keys, command)) return 'here'
  if (await isGone(keys.get('TryExec') ?? '')) return 'nowhere'
  const folder = keys.get('Path') ?? ''
  if (folder !== '' && !(await isFolder(folder))) return 'nowhere'
  const found = commandOf(keys)
  return found === null ? 'elsewhere' : leadsTo(found, command[0] ?? '')
}

/** Whether this program is named in what an entry starts, in whichever way a desktop reads it. */
export const names = (text: string, [program = '']: readonly string[]): Promise<boolean> =>
  isNamed(commandsOf(text).flatMap(wordsOf), program)

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    found => found.isDirectory(),
    () => false,
  )
