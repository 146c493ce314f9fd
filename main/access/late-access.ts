import type { Socket } from 'node:net'
import type { QuestionId } from '../../common/ids.ts'
import type { Access, AccessOptions } from './access.ts'
import type { Choice } from './consent.ts'
import { createIdleEnd } from './idle-end.ts'
import { openSocket } from './socket.ts'

interface Options extends Omit<AccessOptions, 'changed'> {
  /** The folder of the app's own files. */
  readonly folder: string
  /** Ends the app, which runs for commands alone; null where it runs for a person. */
  readonly end: (() => void) | null
}

/** An upgrade may take the app's files away while it runs, but a start has better things to do at first. */
const LOADED_AFTER_MS = 5_000

/** The socket of the commands. What is behind it is loaded with the first caller, or once the start is over. */
export function createAccess({ folder, end, ...options }: Options) {
  const { clock, report } = options
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  let access: Access | undefined
  let loading: Promise<Access> | undefined
  let idle: ReturnType<typeof createIdleEnd> | null = null
  let isUsed = false
  let close = () => {}
  const load = () =>
    (loading ??= import('./access.ts')
      .then(loaded => (access = loaded.openAccess({ ...options, changed })))
      .catch((error: unknown) => {
        // Too many files may be open just now.
        loading = undefined
        throw error
      }))

  async function serve(caller: Socket, secret: string | null) {
    caller.on('error', () => {})
    idle?.came()
    caller.on('close', () => idle?.went())
    try {
      const { serve } = await load()
      serve(caller, secret)
    } catch (error) {
      report('Commands cannot be answered', error)
      caller.destroy()
    }
  }

  return {
    /** The program that asks for a key now. */
    asking: () => access?.asking() ?? null,
    silentForMs: () => access?.silentForMs() ?? null,
    answer: (id: QuestionId, choice: Choice): void => access?.answer(id, choice),
    /** Calls back after each change of the two. */
    subscribe: (listener: () => void) => void listeners.add(listener),
    /** Begins to listen: from now on what is asked is known, or is being found out. */
    open() {
      if (end !== null && !isUsed)
        idle = createIdleEnd({ clock, end, mayEnd: () => access?.isDone() ?? true })
      const closeSocket = openSocket({
        clock,
        folder,
        report,
        heard: (caller, secret) => void serve(caller, secret),
      })
      const cancelLoad = clock.at(clock.now() + LOADED_AFTER_MS, () => void load().catch(() => {}))
      close = () => {
        cancelLoad()
        closeSocket()
      }
    },
    /** A person uses the app, which then is not there for commands alone. */
    used() {
      isUsed = true
      idle?.dispose()
    },
    /** Hears nobody any more, and answers all who wait. */
    dispose() {
      close()
      idle?.dispose()
      access?.dispose()
    },
  }
}
