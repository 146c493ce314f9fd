import type { IpcMainInvokeEvent, WebContents } from 'electron'
import * as v from 'valibot'
import { type CommandArgument, contract, type Snapshot } from '../../preload/contract.ts'
import { channel, type CommandName, commandNames } from '../../preload/names.ts'

export type Handlers = { readonly [N in CommandName]: (argument: CommandArgument<N>) => void | Promise<void> }

export class RefusedCommand extends Error {
  override readonly name = 'RefusedCommand'
}

/** True only for the top frame of this window, while it shows our own page. */
export function isOurPage(
  event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>,
  origin: string,
): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && frame.origin === origin
}

/** Binds every command of the contract to one window, and nothing else. */
export function serve(contents: WebContents, handlers: Handlers, origin: string) {
  for (const name of commandNames) {
    contents.ipc.handle(channel(name), async (event, argument: unknown) => {
      if (!isOurPage(event, origin)) throw new RefusedCommand(`${name}: unknown sender`)
      const parsed = v.safeParse(contract.commands[name].argument, argument)
      if (!parsed.success) throw new RefusedCommand(`${name}: malformed argument`)
      await (handlers[name] as (argument: unknown) => void | Promise<void>)(parsed.output)
    })
  }

  return {
    /** Sends what the contract describes, and throws when there is anything more in it. */
    publish: (snapshot: Snapshot) => {
      if (!contents.isDestroyed()) contents.send(channel('snapshot'), v.parse(contract.snapshot, snapshot))
    },
  }
}
