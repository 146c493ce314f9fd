import { randomBytes, randomUUID } from 'node:crypto'
import type { PollOutcome } from './records.ts'
import type { ApiRequest } from './request.ts'
import type { State } from './state.ts'
import { xmlDocument, xmlElement } from './xml.ts'

/** An answer before it is sent. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
  /** The pin that this answer is about. */
  readonly pinId?: number
  readonly outcome?: PollOutcome
}

/** The same content twice: plex.tv answers in XML unless JSON is asked for. */
export interface Content {
  readonly json: unknown
  /** The root element. */
  readonly xml: string
}

const json = 'application/json; charset=utf-8'
const xml = 'application/xml; charset=utf-8'

/** Answers in the format that the request asks for. */
export function answer(request: ApiRequest, status: number, content: Content): Answer {
  return {
    status,
    headers: { 'content-type': request.wantsJson ? json : xml },
    body: request.wantsJson ? JSON.stringify(content.json) : xmlDocument(content.xml),
  }
}

export const jsonAnswer = (status: number, value: unknown): Answer => ({
  status,
  headers: { 'content-type': json },
  body: JSON.stringify(value),
})

export const emptyAnswer = (status: number, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  body: '',
})

export const htmlAnswer = (
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body,
})

const failures = {
  1000: [400, 'X-Plex-Client-Identifier is missing'],
  1001: [401, 'User could not be authenticated'],
  1002: [404, 'Resource not found'],
  1003: [429, 'API rate limit exceeded'],
  1004: [400, 'Malformed request'],
  1007: [500, 'Internal server error'],
  1020: [404, 'Code not found or expired'],
  1041: [403, 'A valid PIN is required to perform this action'],
  1068: [403, 'This action is not available for this device.'],
} as const

/** A code of plex.tv's error list. */
export type FailureCode = keyof typeof failures

/** An error as plex.tv words it. Code 1020 carries no `status`, all others do. */
export function failure(request: ApiRequest, code: FailureCode): Answer {
  const [status, message] = failures[code]
  const error = code === 1020 ? { code, message } : { code, message, status }
  return answer(request, status, {
    json: { errors: [error] },
    xml: xmlElement('errors', {}, [xmlElement('error', error)]),
  })
}

/** The headers that plex.tv's application sets; an answer from the edge in front of it has none of them. */
export function applicationHeaders(state: State): Record<string, string> {
  return {
    date: new Date(state.clock.shown(state.clock.now())).toUTCString(),
    'x-request-id': randomUUID(),
    'x-runtime': '0.012345',
    'cache-control': 'no-cache',
    'set-cookie': `_my-plex_session_32=${randomBytes(16).toString('hex')}; path=/; secure; HttpOnly; SameSite=None`,
    vary: 'Origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains; preload',
    'x-frame-options': 'SAMEORIGIN',
    'x-content-type-options': 'nosniff',
    'x-xss-protection': '1; mode=block',
    'referrer-policy': 'origin-when-cross-origin',
    'access-control-allow-origin': '*',
  }
}
