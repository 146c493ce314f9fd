import { isAbsolute } from 'node:path'
import { COMMENT, entry, escaped, NAME, needed, quoted, starting } from './autostart-entry.ts'
import { desktopKeys, desktopLines, type Keys, MAIN_GROUP } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { isReadAlike } from './readers.ts'
import { switchesOff } from './turned-off.ts'

/** The command of an entry; null where it is none by the letter of the specification: a desktop may start it all the same. */
export function commandOf(keys: Keys): readonly string[] | null {
  try {
    return execArguments(keys.get('Exec') ?? '')
  } catch {
    return null
  }
}

/**
 * Whether a Latchkey wrote it, this one or another: a command such as ours, in our spelling, under our name. All else is a
 * person's, or another program's.
 */
export function isOurs(text: string, argument: string): boolean {
  const keys = desktopKeys(text)
  const [program = '', ...rest] = commandOf(keys) ?? []
  return (
    isReadAlike(text) &&
    [undefined, NAME].includes(keys.get('Name')) &&
    [undefined, COMMENT].includes(keys.get('Comment')) &&
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
  const command = commandOf(desktopKeys(text)) ?? []
  return isOurs(text, argument) && turned(withCommand(text, command), true) === entry(command)
}

/** The same entry with another command, and what it needs. */
export const withCommand = (text: string, command: readonly string[]): string =>
  desktopLines(text)
    .filter(({ group, key }) => !(group === MAIN_GROUP && key === 'TryExec'))
    .flatMap(({ text: line, group, key }) =>
      group === MAIN_GROUP && key === 'Exec' ? [needed(command), starting(command)] : [line],
    )
    .join('\n')

/**
 * The same entry with `Hidden=true` after all of its lines that say otherwise, or without the lines that turn it off. What
 * was on is the same to the byte once it was turned off and on; of a line that a desktop wrote to turn it off nothing stays.
 */
export const turned = (text: string, on: boolean): string => (on ? shown(text) : hidden(text))

function hidden(text: string): string {
  const lines = desktopLines(text)
  const last = lines.findLastIndex(({ group, key }) => group === MAIN_GROUP && key === 'Hidden')
  const at = last < 0 ? lines.findIndex(({ group }) => group === MAIN_GROUP) : last
  // What has no such group is no entry, and starts nothing.
  if (at < 0) return text
  return lines.flatMap((line, index) => (index === at ? [line.text, 'Hidden=true'] : [line.text])).join('\n')
}

/** Of a key that stands there twice the last one decides: what comes before it turns nothing off. */
function shown(text: string): string {
  const decided = new Set<string>()
  return desktopLines(text)
    .toReversed()
    .filter(({ group, key, value }) => {
      if (group !== MAIN_GROUP || key === null || decided.has(key)) return true
      if (switchesOff(key, value)) return false
      decided.add(key)
      return true
    })
    .toReversed()
    .map(line => line.text)
    .join('\n')
}
