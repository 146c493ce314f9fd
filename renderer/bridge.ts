import type { Bridge } from '../common/contract.ts'
import { commandNames, NO_PRESS } from '../common/names.ts'
import { unheard } from './unheard.ts'

declare global {
  interface Window {
    readonly latchkey: Bridge
  }
}

type Command = (argument?: unknown) => Promise<void>

/** Says, where the person pressed something, that main took it for nobody's press. */
const saying =
  (command: Command): Command =>
  async argument => {
    try {
      await command(argument)
      unheard.setState(false, true)
    } catch (error) {
      if (String(error).endsWith(NO_PRESS)) unheard.setState(true, true)
      throw error
    }
  }

const commands = window.latchkey as unknown as Readonly<Record<string, Command>>

/** The way to the main process, put there by the preload script. */
export const bridge = {
  ...Object.fromEntries(commandNames.map(name => [name, saying(commands[name] as Command)])),
  onSnapshot: window.latchkey.onSnapshot,
} as unknown as Bridge
