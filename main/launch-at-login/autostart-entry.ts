/** An autostart entry that is on. Source: freedesktop.org, Desktop Application Autostart Specification. */
export function entry(command: readonly string[]): string {
  const [program = ''] = command
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Latchkey',
    'Comment=Keeps you signed in to Plex',
    // An entry that stays when its program is taken away is none.
    `TryExec=${program.replaceAll('\\', '\\\\')}`,
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=Latchkey',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/**
 * One argument of `Exec`. Quoting comes first, then the escapes of a string value, which double each backslash;
 * a percent sign would start a field code. Source: freedesktop.org, Desktop Entry Specification, "The Exec key".
 */
export function quoted(argument: string): string {
  if (/\p{Cc}/u.test(argument)) throw new Error('A path with control characters cannot be started at login')
  const inQuotes = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')
  return `"${inQuotes.replaceAll('\\', '\\\\')}"`
}
