import { desktopLines, type Line, MAIN_GROUP } from './desktop-keys.ts'
import { DECIDING, switchesOff } from './turned-off.ts'

/*
 * KConfig has options in brackets: `$e` expands variables in a value; a key with `$i` cannot be changed by a later
 * line, and `$i` behind a group's header does this for the whole group. It also lets any key have a variant for the
 * person's language. GLib refuses a file that has an option anywhere; systemd ignores keys with brackets, and groups
 * with further brackets. Sources: KConfig, `KConfigIniBackend::parseConfig` and `KEntryMap::setEntry`; tried with
 * GLib 2.74 and systemd-xdg-autostart-generator 252.
 */

const OPTION = /^[ \t]*(?:[^#\s=][^=]*)?\[\$/
const IMMUTABLE = /^[ \t]*\[(?:.*\[)?\$i\]/
const HIDDEN = /^[ \t]*Hidden[ \t]*[=[]/

/** Whether all desktops read an entry in the same way: no KConfig options, and no deciding key twice. */
export function isReadAlike(text: string): boolean {
  const lines = desktopLines(text)
  const main = mainLines(lines)
  return (
    !lines.some(line => OPTION.test(line.text)) &&
    !main.some(({ key, name }) => key === null && DECIDING.has(name ?? '')) &&
    // systemd takes the first one, others the last.
    ['Exec', 'TryExec', 'Path'].every(wanted => main.filter(({ key }) => key === wanted).length <= 1)
  )
}

/** Whether an entry that desktops read differently starts nothing on any of them. */
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

/** The commands that some desktop may start by an entry: the values as written. */
export const commandsOf = (text: string): readonly string[] =>
  mainLines(desktopLines(text)).flatMap(({ name, value }) => (name === 'Exec' ? [value] : []))

const mainLines = (lines: readonly Line[]) => lines.filter(({ group }) => group === MAIN_GROUP)
