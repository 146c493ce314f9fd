import { commandOptions } from './command-options.ts'

const ASKING = ['-h', '--version', '-V']

/**
 * Where the command of a command line begins, if it has one: with an option of ours, or with the first argument that is no
 * switch and looks like a word. What desktops and systems add are switches, addresses and paths.
 * @param given the arguments alone
 */
export function commandAt(given: readonly string[]): number | undefined {
  const at = given.findIndex(argument => isOurs(argument) || argument === '--' || !argument.startsWith('-'))
  const [found = ''] = given.slice(at)
  return at >= 0 && (isOurs(found) || /^[a-z][a-z-]{0,31}$/.test(found)) ? at : undefined
}

function isOurs(argument: string): boolean {
  const [, name = ''] = /^--([a-z-]+)(?:=|$)/.exec(argument) ?? []
  return ASKING.includes(argument) || Object.hasOwn(commandOptions, name)
}
