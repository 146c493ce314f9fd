import type { AppUpdater } from 'electron-updater'
import type { ElectronHttpExecutor } from 'electron-updater/out/electronHttpExecutor.js'
import type { Readable } from 'node:stream'

type Executor = Pick<ElectronHttpExecutor, 'addErrorAndTimeoutHandlers' | 'doApiRequest'> & {
  doDownload(request: unknown, options: unknown, redirects: number): void
}
type Send = Parameters<Executor['doApiRequest']>[2]
type Request = Parameters<Parameters<Executor['doApiRequest']>[2]>[0]
type Fail = (error: Error) => void

/**
 * A feed's description of a release is about a kilobyte; a list of releases with their notes, as on GitHub, is larger.
 */
const LONGEST_DESCRIPTION = 1_000_000

/**
 * Takes control of electron-updater's requests: limits the length of a description, calls `arrived` for each part that
 * comes, and lets `login` answer a proxy. Returns a function that ends all requests that wait for an answer.
 *
 * HAZARD: its own time-outs rely on an event that Electron's requests do not have, and the session's
 * `closeAllConnections` does not end a waiting request. There is no setting for either, and no public name for its
 * executor. Source: builder-util-runtime 9.7.0, out/httpExecutor.js.
 */
export function holdRequests(
  updater: AppUpdater,
  arrived: () => void,
  login: (request: Request) => void,
): () => void {
  const { httpExecutor } = updater as unknown as { readonly httpExecutor: Executor }
  const waiting = new Map<Request, Fail>()

  const end = (request: Request, fail: Fail, reason: string) => {
    waiting.delete(request)
    request.abort()
    fail(new Error(reason))
  }

  // Every request passes here.
  const handle = httpExecutor.addErrorAndTimeoutHandlers.bind(httpExecutor)
  httpExecutor.addErrorAndTimeoutHandlers = (request: Request, fail, timeout) => {
    handle(request, fail, timeout)
    const over = () => waiting.delete(request)
    waiting.set(request, fail)
    login(request)
    request.on('error', over)
    // `abort` means a redirect: electron-updater makes another request. Not `close`, which comes as soon as it is sent.
    request.on('abort', over)
    request.on('response', response => {
      // Without a listener, an error of the answer would end the app.
      response.on('error', over)
      // Nobody reads it, for example if there is no such release: its end would never come.
      if ((response as unknown as Readable).readableFlowing === null) request.abort()
      else response.on('data', arrived).on('end', over)
    })
  }

  // Only requests for text pass here: descriptions, not releases. Redirects come back here and are counted, which
  // electron-updater forgets: it would follow one that leads to itself for ever.
  const ask = httpExecutor.doApiRequest.bind(httpExecutor)
  httpExecutor.doApiRequest = async (options, token, send, redirects = 0) =>
    ask(options, token, redirects === 0 ? bounded(send) : send, redirects + 1)
  const download = httpExecutor.doDownload.bind(httpExecutor)
  httpExecutor.doDownload = (request, options, redirects) => download(request, options, redirects + 1)

  const bounded =
    (send: Send): Send =>
    (request, fail) => {
      let length = 0
      request.on('response', response =>
        response.on('data', part => {
          length += part.length
          if (length > LONGEST_DESCRIPTION) end(request, fail, 'The description of the release is too long')
        }),
      )
      send(request, fail)
    }

  return () => {
    for (const [request, fail] of waiting) end(request, fail, 'No answer came')
  }
}
