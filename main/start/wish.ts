import { HIDDEN } from '../launch-at-login/hidden.ts'

/** Passed by a command that found no app: it ends some time after the last command, unless a person uses it. */
export const FOR_COMMANDS = '--for-commands'

/**
 * What a later start asks of the app that runs: its window; at login, that it stays; and nothing, where a command found no
 * app a moment ago.
 */
export type Wish = 'window' | 'stay' | 'nothing'

export function wishOf(command: readonly string[]): Wish {
  if (command.includes(FOR_COMMANDS)) return 'nothing'
  return command.includes(HIDDEN) ? 'stay' : 'window'
}
