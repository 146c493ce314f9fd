import type { ClientRequest } from 'electron'
import type { AppUpdater } from 'electron-updater'

interface Executor {
  addTimeOutHandler: (request: ClientRequest, fail: (error: Error) => void) => void
}

/**
 * Takes hold of the requests of electron-updater; what it returns ends all that wait for an answer.
 *
 * HAZARD: its own time-outs wait for an event that Electron's requests do not have, and the session's
 * `closeAllConnections` leaves a request that waits waiting. Source: builder-util-runtime 9.7.0, out/httpExecutor.js.
 */
export function holdRequests(updater: AppUpdater): () => void {
  const waiting = new Map<ClientRequest, (error: Error) => void>()
  const { httpExecutor } = updater as unknown as { readonly httpExecutor: Executor }
  httpExecutor.addTimeOutHandler = (request, fail) => {
    const over = () => waiting.delete(request)
    waiting.set(request, fail)
    request.on('error', over)
    request.on('response', response => response.on('end', over))
  }
  return () => {
    for (const [request, fail] of waiting) {
      request.abort()
      fail(new Error('No answer came'))
    }
    waiting.clear()
  }
}
