import type { IpcMainInvokeEvent, WebContents } from 'electron'
import * as v from 'valibot'
import { type Commands, contract, type Described, type Snapshot } from '../../common/contract.ts'
import { channel, commandNames, commandOf, NO_PRESS } from '../../common/names.ts'
import type { Presses } from './presses.ts'

export type Handlers = Commands<void | Promise<void>>

export class RefusedCommand extends Error {
  override readonly name = 'RefusedCommand'
}

/**
 * True only for the top frame of this window while it shows our own page. The origin cannot tell, since the page's is
 * opaque.
 */
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
    const described = commandOf<Described>(contract.commands, name)
    const { argument: schema, at } = described
    const handle = commandOf<(argument: never) => unknown>(handlers, name)
    contents.ipc.handle(channel(name), async (event, argument: unknown, clicked: unknown) => {
      if (!isOurPage(event, page)) throw new RefusedCommand(`${name}: unknown sender`)
      const parsed = v.safeParse(schema, argument)
      if (!parsed.success) throw new RefusedCommand(`${name}: malformed argument`)
      if (at === 'press' && !presses.take(clicked === true)) throw new RefusedCommand(`${name}: ${NO_PRESS}`)
      const answer = await handle(parsed.output as never)
      return described.answer === undefined ? undefined : v.parse(described.answer, answer)
    })
  }

  return {
    /** Sends a snapshot; throws if it has anything that the contract does not describe. */
    publish: (snapshot: Snapshot) => {
      if (!contents.isDestroyed()) contents.send(channel('snapshot'), v.parse(contract.snapshot, snapshot))
    },
  }
}
