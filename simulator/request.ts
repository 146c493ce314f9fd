import type { IncomingHttpHeaders } from 'node:http'
import type { Message } from './listener.ts'

/** A request read to its end. */
export interface ApiRequest {
  readonly method: string
  /** Lower case, without the port. */
  readonly host: string
  readonly path: string
  /** The path without `.json` or `.xml`. */
  readonly resource: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly form: Readonly<Record<string, string>>
  /** The JSON object in the body, null if there is none, undefined if it is malformed. */
  readonly json: Readonly<Record<string, unknown>> | null | undefined
  readonly wantsJson: boolean
  /** `1.1` or `2.0`. */
  readonly httpVersion: string
}

const maximumBody = 1_000_000

const readBody = async (message: Message): Promise<string> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maximumBody) throw new Error('The body of a request is larger than 1 MB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parseJson = (type: string, body: string): ApiRequest['json'] => {
  if (!type.startsWith('application/json') || body === '') return null
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** As HTTP/1.1 has them: what HTTP/2 says of the request in headers of its own is none, but for the host. */
const flatten = (headers: IncomingHttpHeaders): Record<string, string> => {
  const authority = headers[':authority']
  return Object.fromEntries(
    Object.entries(authority === undefined ? headers : { host: authority, ...headers })
      .filter(([name]) => !name.startsWith(':'))
      .map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  )
}

/** Reads a request to its end; throws if its body is larger than 1 MB or breaks off. */
export async function readRequest(message: Message): Promise<ApiRequest> {
  const url = new URL(message.url ?? '/', 'https://plex.tv')
  const headers = flatten(message.headers)
  const type = headers['content-type'] ?? ''
  const body = await readBody(message)
  // `curl -d` and urllib call any body a form, also JSON
  const formBody = type === '' || type.startsWith('application/x-www-form-urlencoded')
  return {
    method: message.method ?? 'GET',
    host: (headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase(),
    path: url.pathname,
    resource: url.pathname.replace(/\.(json|xml)$/, ''),
    query: Object.fromEntries(url.searchParams),
    headers,
    body,
    form: formBody ? Object.fromEntries(new URLSearchParams(body)) : {},
    json: parseJson(type, body),
    wantsJson: url.pathname.endsWith('.json') || (headers['accept'] ?? '').includes('application/json'),
    httpVersion: message.httpVersion,
  }
}

/** A parameter that plex.tv takes as a header (`X-Plex-…`), in the query, in a form or in JSON. */
export function parameter(request: ApiRequest, name: string): string | null {
  const found =
    request.headers[name.toLowerCase()] ?? request.query[name] ?? request.form[name] ?? request.json?.[name]
  return typeof found === 'string' || typeof found === 'boolean' || typeof found === 'number'
    ? String(found)
    : null
}
