import type { Bridge, Commands } from '../common/contract.ts'
import type { KeyId } from '../common/ids.ts'
import { commandOf, NO_PRESS, ofCommands } from '../common/names.ts'
import { unheard } from './unheard.ts'

declare global {
  interface Window {
    readonly latchkey: Bridge
  }
}

type Command = (argument: never) => Promise<unknown>

/** Has the window say so if main did not count a press as the person's. */
const saying = (command: Command) => async (argument?: unknown) => {
  try {
    const answer = await command(argument as never)
    unheard.setState(false, true)
    return answer
  } catch (error) {
    if (String(error).endsWith(NO_PRESS)) unheard.setState(true, true)
    throw error
  }
}

/** The way to the main process, put there by the preload script. */
export const bridge: Bridge = {
  ...(ofCommands(name => saying(commandOf<Command>(window.latchkey, name))) as Commands<Promise<void>>),
  onSnapshot: window.latchkey.onSnapshot,
}

/** Asks where the server of a key can be reached. A page may open without a press, so a refusal is not said. */
export const askAddresses = (id: KeyId) => window.latchkey.keys.addresses(id)
