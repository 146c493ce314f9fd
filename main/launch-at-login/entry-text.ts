import { isAbsolute } from 'node:path'
import { entry, escaped, needed, quoted, starting } from './autostart-entry.ts'
import { desktopKeys, desktopLines, type Keys, MAIN_GROUP } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { switchesOff } from './turned-off.ts'

/** The command of an entry; null where it is none by the letter of the specification: a desktop may start it all the same. */
export function commandOf(keys: Keys): readonly string[] | null {
  try {
    return execArguments(keys.get('Exec') ?? '')
  } catch {
    return null
  }
}

/** Whether a Latchkey wrote it, this one or another: a command such as ours, in our spelling. All else is a person's. */
export function isOurs(keys: Keys, argument: string): boolean {
  const [program = '', ...rest] = commandOf(keys) ?? []
  return (
    isAbsolute(program) &&
    // No entry can have these.
    !/\p{Cc}/u.test(program) &&
    rest.length === 1 &&
    rest[0] === argument &&
    keys.get('Exec') === `${quoted(program)} ${quoted(argument)}` &&
    [undefined, escaped(program).trim()].includes(keys.get('TryExec')) &&
    !keys.has('Path')
  )
}

/** Whether nobody has changed what a Latchkey wrote, but for turning it off. */
export function isUntouched(text: string, argument: string): boolean {
  const keys = desktopKeys(text)
  const command = commandOf(keys) ?? []
  return isOurs(keys, argument) && turned(withCommand(text, command), true) === entry(command)
}

/** The same entry with another command, and what it needs. */
export const withCommand = (text: string, command: readonly string[]): string =>
  desktopLines(text)
    .filter(({ group, key }) => !(group === MAIN_GROUP && key === 'TryExec'))
    .flatMap(({ text: line, group, key }) =>
      group === MAIN_GROUP && key === 'Exec' ? [needed(command), starting(command)] : [line],
    )
    .join('\n')

/** The same entry turned off, or turned off no more. Nothing else of it changes: what was done can be undone. */
export function turned(text: string, on: boolean): string {
  const kept = desktopLines(text).filter(
    ({ group, key, value }) =>
      group !== MAIN_GROUP || key === null || !(key === 'Hidden' || (on && switchesOff(key, value))),
  )
  const lines = kept.map(line => line.text)
  const header = kept.findIndex(({ group }) => group === MAIN_GROUP) + 1
  // What has no such group is no entry, and starts nothing.
  if (on || header === 0) return lines.join('\n')
  return [...lines.slice(0, header), 'Hidden=true', ...lines.slice(header)].join('\n')
}
