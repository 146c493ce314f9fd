import { isAbsolute } from 'node:path'
import { COMMENT, entry, escaped, NAME, needed, quoted, starting } from './autostart-entry.ts'
import { desktopKeys, desktopLines, type Keys, MAIN_GROUP } from './desktop-keys.ts'
import { execArguments } from './exec-key.ts'
import { isReadAlike } from './readers.ts'
import { switchesOff } from './turned-off.ts'

/** The command of an entry; null if it breaks the specification, though a desktop may start it anyway. */
export function commandOf(keys: Keys): readonly string[] | null {
  try {
    return execArguments(keys.get('Exec') ?? '')
  } catch {
    return null
  }
}

/**
 * Whether a copy of Latchkey wrote it: a command like ours, spelled as we do, under our name. Any other entry is a
 * person's or another program's.
 */
export function isOurs(text: string, argument: string): boolean {
  const keys = desktopKeys(text)
  const [program = '', ...rest] = commandOf(keys) ?? []
  return (
    isReadAlike(text) &&
    [undefined, NAME].includes(keys.get('Name')) &&
    [undefined, COMMENT].includes(keys.get('Comment')) &&
    isAbsolute(program) &&
    // An entry cannot contain these.
    !/\p{Cc}/u.test(program) &&
    rest.length === 1 &&
    rest[0] === argument &&
    keys.get('Exec') === `${quoted(program)} ${quoted(argument)}` &&
    [undefined, escaped(program).trim()].includes(keys.get('TryExec')) &&
    !keys.has('Path')
  )
}

/** Whether the entry is as a copy of Latchkey wrote it, apart from being turned off. */
export function isUntouched(text: string, argument: string): boolean {
  const command = commandOf(desktopKeys(text)) ?? []
  return isOurs(text, argument) && turned(withCommand(text, command), true) === entry(command)
}

/** The same entry with another command, and that command's `TryExec`. */
export const withCommand = (text: string, command: readonly string[]): string =>
  desktopLines(text)
    .filter(({ group, key }) => !(group === MAIN_GROUP && key === 'TryExec'))
    .flatMap(({ text: line, group, key }) =>
      group === MAIN_GROUP && key === 'Exec' ? [needed(command), starting(command)] : [line],
    )
    .join('\n')

/**
 * The same entry with `Hidden=true` after every line that says otherwise, or without the lines that turn it off.
 * Turning an entry off and on again leaves every byte as it was; lines with which a desktop turned it off are removed.
 */
export const turned = (text: string, on: boolean): string => (on ? shown(text) : hidden(text))

function hidden(text: string): string {
  const lines = desktopLines(text)
  const last = lines.findLastIndex(({ group, key }) => group === MAIN_GROUP && key === 'Hidden')
  const at = last < 0 ? lines.findIndex(({ group }) => group === MAIN_GROUP) : last
  // Without that group it is not an entry, and starts nothing.
  if (at < 0) return text
  return lines.flatMap((line, index) => (index === at ? [line.text, 'Hidden=true'] : [line.text])).join('\n')
}

/** If a key is there twice the last one decides, so earlier ones do not turn it off. */
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
