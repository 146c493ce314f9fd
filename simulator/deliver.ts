import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { applicationHeaders } from './answer.ts'
import type { Response } from './listener.ts'
import type { State } from './state.ts'
import type { Delivery } from './strike.ts'

const slowParts = 10

/** HTTP/2 has its own way to send a body in pieces, and no head that could be written by hand. */
const isHttp2 = (response: Response): boolean => 'stream' in response

const headersOf = (
  state: State,
  { answer, fromApplication, transfer }: Delivery,
  body: Buffer,
  http2: boolean,
) => ({
  ...(fromApplication ? applicationHeaders(state) : { date: applicationHeaders(state)['date'] }),
  ...answer.headers,
  ...(transfer.how === 'gzip' ? { 'content-encoding': 'gzip' } : {}),
  ...(transfer.how === 'chunked' && !http2 ? { 'transfer-encoding': 'chunked' } : {}),
  ...(transfer.how === 'chunked' || answer.status === 204 ? {} : { 'content-length': body.length }),
})

const split = (body: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(body.length / size) }, (_, index) =>
    body.subarray(index * size, (index + 1) * size),
  )

const partsOf = (body: Buffer, how: Delivery['transfer']['how']): Buffer[] => {
  if (how === 'slow') return split(body, Math.max(1, Math.ceil(body.length / slowParts)))
  return how === 'chunked' ? split(body, 64) : [body]
}

/** What happens on the way besides sending. */
export interface Travel {
  /** Called before the last byte of a whole answer leaves. */
  readonly beforeEnd: () => void
  /** Breaks the connection off. */
  readonly reset: () => void
  /** Called before an answer leaves that goes past Node's server. */
  readonly past: () => void
}

/** Sends a delivery; throws when `gone` fires, which says that the client has left. */
export async function deliver(
  state: State,
  response: Response,
  delivery: Delivery,
  gone: AbortSignal,
  { beforeEnd, reset, past }: Travel,
): Promise<void> {
  const { answer, transfer } = delivery
  const plain = Buffer.from(answer.body)
  const body = transfer.how === 'gzip' ? gzipSync(plain) : plain
  if (transfer.how === 'never') return
  if (transfer.how === 'reset') return reset()
  if (transfer.how === 'raw' && isHttp2(response)) return reset()
  if (transfer.how === 'raw') {
    beforeEnd()
    past()
    const head = `${transfer.head.replace('{length}', String(body.length))}\r\n\r\n`
    response.socket?.end(Buffer.concat([Buffer.from(head, 'latin1'), body]))
    return
  }
  if (transfer.how === 'later') await wait(transfer.milliseconds, undefined, { signal: gone })
  response.writeHead(answer.status, headersOf(state, delivery, body, isHttp2(response)))
  if (transfer.how === 'half') {
    // The half must leave before the reset: a reset discards what is still buffered.
    response.write(body.subarray(0, body.length / 2))
    await wait(30, undefined, { signal: gone })
    return reset()
  }
  const parts = partsOf(body, transfer.how)
  const pause = transfer.how === 'slow' ? transfer.milliseconds / slowParts : 0
  for (const part of parts.slice(0, -1)) {
    response.write(part)
    if (pause > 0) await wait(pause, undefined, { signal: gone })
  }
  beforeEnd()
  response.end(parts.at(-1) ?? '')
}
