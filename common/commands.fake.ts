import type { Commands } from './contract.ts'
import { type CommandName, ofCommands } from './names.ts'

/** Stands in for every command, tells which one was called, and with what, and gives back what it is told. For tests. */
export const toldCommands = (tell: (name: CommandName, ...given: unknown[]) => unknown): Commands<void> =>
  ofCommands<(...given: unknown[]) => never>(
    name =>
      (...given) =>
        tell(name, ...given) as never,
  )
