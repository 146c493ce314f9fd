import { desktopLines, type Line, MAIN_GROUP } from './desktop-keys.ts'
import { DECIDING, switchesOff } from './turned-off.ts'

/*
 * KConfig has options in brackets: `$e` expands variables in a value, the first line of a key that is `$i` cannot be
 * changed by a later one, and `$i` behind the header is that for the whole group. It takes a key of the person's language
 * for any key. GLib refuses a file that has an option anywhere; systemd passes over each key with brackets, and over a
 * group with more of them. Sources: KConfig, `KConfigIniBackend::parseConfig` and `KEntryMap::setEntry`; seen of GLib
 * 2.74 and systemd-xdg-autostart-generator 252.
 */

const OPTION = /^[ \t]*(?:[^#\s=][^=]*)?\[\$/
const IMMUTABLE = /^[ \t]*\[(?:.*\[)?\$i\]/
const HIDDEN = /^[ \t]*Hidden[ \t]*[=[]/

/** Whether all desktops take an entry for the same: no options of KConfig's, and nothing that decides said twice. */
export function isReadAlike(text: string): boolean {
  const lines = desktopLines(text)
  const main = mainLines(lines)
  return (
    !lines.some(line => OPTION.test(line.text)) &&
    !main.some(({ key, name }) => key === null && DECIDING.has(name ?? '')) &&
    // systemd takes the first of them, the others take the last.
    ['Exec', 'TryExec', 'Path'].every(wanted => main.filter(({ key }) => key === wanted).length <= 1)
  )
}

/** Whether an entry that is not read alike starts nothing by any reading. */
export function isOffForAll(text: string): boolean {
  const lines = desktopLines(text)
  const main = mainLines(lines)
  if (!main.some(({ name }) => name === 'Exec')) return true
  const hidden = main.filter(line => HIDDEN.test(line.text))
  const lastDecides =
    hidden.every(({ key }) => key !== null) && !lines.some(line => IMMUTABLE.test(line.text))
  return (
    hidden.some(({ key }) => key !== null) &&
    (lastDecides ? hidden.slice(-1) : hidden).every(({ name, value }) => switchesOff(name ?? '', value))
  )
}

/** What an entry starts, by each reading: the values as written. */
export const commandsOf = (text: string): readonly string[] =>
  mainLines(desktopLines(text)).flatMap(({ name, value }) => (name === 'Exec' ? [value] : []))

const mainLines = (lines: readonly Line[]) => lines.filter(({ group }) => group === MAIN_GROUP)
