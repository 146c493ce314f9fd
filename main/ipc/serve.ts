import type { IpcMainInvokeEvent, WebContents } from 'electron'
import * as v from 'valibot'
import { type CommandArgument, contract, type Snapshot } from '../../common/contract.ts'
import { channel, type CommandName, commandNames, NO_PRESS } from '../../common/names.ts'
import type { Presses } from './presses.ts'

export type Handlers = { readonly [N in CommandName]: (argument: CommandArgument<N>) => void | Promise<void> }

export class RefusedCommand extends Error {
  override readonly name = 'RefusedCommand'
}

/** True only for the top frame of this window, while it shows our own page. Of its origin nobody can tell: it is its own. */
export function isOurPage(event: Pick<IpcMainInvokeEvent, 'senderFrame' | 'sender'>, page: string): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && frame.url === page
}

interface Options {
  readonly handlers: Handlers
  /** The address of our page. */
  readonly page: string
  readonly presses: Pick<Presses, 'take'>
}

/** Binds every command of the contract to one window, and nothing else. */
export function serve(contents: WebContents, { handlers, page, presses }: Options) {
  for (const name of commandNames) {
    contents.ipc.handle(channel(name), async (event, argument: unknown, clicked: unknown) => {
      if (!isOurPage(event, page)) throw new RefusedCommand(`${name}: unknown sender`)
      const { argument: schema, at } = contract.commands[name]
      const parsed = v.safeParse(schema, argument)
      if (!parsed.success) throw new RefusedCommand(`${name}: malformed argument`)
      if (at === 'press' && !presses.take(clicked === true)) throw new RefusedCommand(`${name}: ${NO_PRESS}`)
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
