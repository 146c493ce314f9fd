export const NAME = 'Latchkey'
export const COMMENT = 'Keeps you signed in to Plex'

/** An autostart entry that is on. Source: freedesktop.org, Desktop Application Autostart Specification. */
export const entry = (command: readonly string[]): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${NAME}`,
    `Comment=${COMMENT}`,
    needed(command),
    starting(command),
    'Icon=Latchkey',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')

/** With this line, an entry whose program was removed does not count. */
export const needed = ([program = '']: readonly string[]): string => `TryExec=${escaped(program)}`

export const starting = (command: readonly string[]): string => `Exec=${command.map(quoted).join(' ')}`

/** The escapes of a string value. */
export const escaped = (value: string): string => value.replaceAll('\\', '\\\\')

/**
 * One argument of `Exec`. Quoting comes first, then the escapes of a string value, which double each backslash;
 * a percent sign would start a field code. Source: freedesktop.org, Desktop Entry Specification, "The Exec key".
 */
export function quoted(argument: string): string {
  if (/\p{Cc}/u.test(argument)) throw new Error('A path with control characters cannot be started at login')
  const inQuotes = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${escaped(inQuotes)}"`
}
