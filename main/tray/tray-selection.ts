import type { FileWork } from '../files/file-work.ts'
import { connectToX } from '../platform/x11/connection.ts'
import { type Display, localDisplay } from '../platform/x11/display.ts'
import { words } from '../platform/x11/encoding.ts'
import { createPanelFollower } from './panel-follower.ts'

// x.org/releases/current/doc/xproto/x11protocol.html
const CHANGE_WINDOW_ATTRIBUTES = 2
const GET_SELECTION_OWNER = 23
const EVENT_MASK = 0x800
const STRUCTURE_NOTIFY = 0x2_0000
const DESTROY_NOTIFY = 17
const CLIENT_MESSAGE = 33

/** Follows whether a panel takes icons by XEmbed; without a local X11 session there is none. */
export async function followEmbedding(
  environment: NodeJS.ProcessEnv,
  work: FileWork,
  told: (present: boolean) => void,
): Promise<() => void> {
  const display = await localDisplay(environment, work)
  if (display !== null) return followTraySelection(display, told)
  told(false)
  return () => {}
}

/**
 * Follows whether a panel on this display takes icons by XEmbed: it owns a selection of the screen, and tells the root
 * window when it takes it (specifications.freedesktop.org/systemtray-spec). Anything that is not an X server counts as
 * no panel.
 */
export function followTraySelection(display: Display, told: (present: boolean) => void): () => void {
  let selection = 0
  let panel: ReturnType<typeof createPanelFollower> | null = null
  return connectToX(display, {
    opened(connection) {
      const watch = (window: number) =>
        connection.send(CHANGE_WINDOW_ATTRIBUTES, words(window, EVENT_MASK, STRUCTURE_NOTIFY))
      watch(connection.root)
      connection.atom(`_NET_SYSTEM_TRAY_S${display.screen}`, atom => {
        selection = atom
        const answered = (reply: Buffer) => panel?.answered(reply.readUInt32LE(8))
        const ask = () => connection.ask(GET_SELECTION_OWNER, words(selection), answered)
        panel = createPanelFollower({ ask, watch, told })
        panel.look()
      })
    },
    happened(kind, event) {
      if (kind === DESTROY_NOTIFY) panel?.ended(event.readUInt32LE(8))
      else if (kind === CLIENT_MESSAGE && event.readUInt32LE(16) === selection) panel?.announced()
    },
    refused(code) {
      if (code !== CHANGE_WINDOW_ATTRIBUTES) throw new Error('The X server refuses us')
      panel?.refused()
    },
    closed: () => told(false),
  })
}
