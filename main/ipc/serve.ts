import type { IpcMainInvokeEvent, WebContents } from 'electron'
import * as v from 'valibot'
import { type Commands, contract, type Described } from '../../common/contract.ts'
import { channel, type CommandName, commandOf, NO_PRESS } from '../../common/names.ts'
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

/** One of our pages, and what may pass between it and main. */
export interface OwnPage<Told extends v.GenericSchema = v.GenericSchema> {
  readonly address: string
  readonly commands: readonly CommandName[]
  readonly told: Told
}

interface Options<Told extends v.GenericSchema> {
  readonly handlers: Handlers
  readonly page: OwnPage<Told>
  readonly presses: Pick<Presses, 'take'>
}

/** Binds the commands of a page to one window, and nothing else. */
export function serve<const Told extends v.GenericSchema>(
  contents: WebContents,
  { handlers, page, presses }: Options<Told>,
) {
  for (const name of page.commands) {
    const described = commandOf<Described>(contract.commands, name)
    const { argument: schema, at } = described
    const handle = commandOf<(argument: never) => unknown>(handlers, name)
    contents.ipc.handle(channel(name), async (event, argument: unknown, clicked: unknown) => {
      if (!isOurPage(event, page.address)) throw new RefusedCommand(`${name}: unknown sender`)
      const parsed = v.safeParse(schema, argument)
      if (!parsed.success) throw new RefusedCommand(`${name}: malformed argument`)
      if (at === 'press' && !presses.take(clicked === true)) throw new RefusedCommand(`${name}: ${NO_PRESS}`)
      const answer = await handle(parsed.output as never)
      return described.answer === undefined ? undefined : v.parse(described.answer, answer)
    })
  }

  return {
    /** Sends what the page is told; throws if it has anything that the page's schema does not describe. */
    publish: (told: v.InferInput<Told>) => {
      if (!contents.isDestroyed()) contents.send(channel('snapshot'), v.parse(page.told, told))
    },
  }
}
