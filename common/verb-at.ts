const ASKING = ['--help', '-h', '--version', '-V']

/**
 * Where the verb of a command line is, if it has one: the first argument that is no switch, and looks like a word. What
 * desktops and systems add are switches, addresses and paths.
 * @param command the arguments alone
 */
export function verbAt(command: readonly string[]): number | undefined {
  const at = command.findIndex(argument => ASKING.includes(argument) || !argument.startsWith('-'))
  const [found = ''] = command.slice(at)
  const isBehindDashes = command.slice(0, at).includes('--')
  return !isBehindDashes && (ASKING.includes(found) || /^[a-z][a-z-]{0,31}$/.test(found)) ? at : undefined
}
