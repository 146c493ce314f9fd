import type { ClientRequest, IncomingMessage } from 'electron'

export interface Question {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent with it; none if absent. */
  readonly content?: string
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Whether the body of an answer with these headers is of use. */
  readonly wants: (headers: Headers) => boolean
  /** The largest body, unpacked. */
  readonly mostBytes: number
}

/** By lower-case name. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/**
 * Sends a request that was made for the question, and settles once. HAZARD: `session.fetch` turns an answer into
 * `Response` and `Headers` inside a listener of its own, and what those refuse (a status of 999, a header in Cyrillic)
 * ends the app. So an answer is read here only as text and bytes. A request and its answer may report several errors,
 * even after their end: all are listened to, and the first counts. https://github.com/electron/electron/issues/42244
 */
export async function exchange(
  request: Pick<ClientRequest, 'on' | 'end' | 'abort'>,
  { content, signal, wants, mostBytes }: Question,
): Promise<Reply> {
  let giveUp = () => {}
  try {
    return await new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        reject(error)
        request.abort()
      }
      giveUp = () => fail(signal.reason)
      request.on('error', fail)
      request.on('response', response => {
        response.on('error', fail)
        try {
          const { statusCode: status, headers } = response
          if (wants(headers)) read(response, body => resolve({ status, headers, body }), fail)
          else {
            resolve({ status, headers, body: Buffer.alloc(0) })
            request.abort()
          }
        } catch (error) {
          fail(error)
        }
      })
      signal.addEventListener('abort', giveUp)
      if (signal.aborted) giveUp()
      else request.end(content)
    })
  } finally {
    signal.removeEventListener('abort', giveUp)
  }

  function read(response: IncomingMessage, done: (body: Buffer) => void, fail: (error: Error) => void) {
    const parts: Buffer[] = []
    let size = 0
    response.on('data', part => {
      size += part.length
      if (size > mostBytes) fail(new Error(`The answer is larger than ${mostBytes} bytes`))
      else parts.push(part)
    })
    response.on('end', () => done(Buffer.concat(parts)))
  }
}
