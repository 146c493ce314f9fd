import { emptyAnswer, failure, htmlAnswer, jsonAnswer, type Answer } from './answer.ts'
import type { Fault, WrongType } from './faults.ts'
import type { ApiRequest } from './request.ts'
import type { State } from './state.ts'

/** How an answer travels. `never` sends nothing, `reset` and `half` break the connection off. */
export type Transfer =
  | { readonly how: 'plain' | 'gzip' | 'chunked' | 'never' | 'reset' | 'half' }
  | { readonly how: 'slow' | 'later'; readonly milliseconds: number }
  | { readonly how: 'raw'; readonly head: string }

/** What is to be sent, and how. */
export interface Delivery {
  readonly answer: Answer
  readonly transfer: Transfer
  /** It comes from plex.tv's application, not from the edge in front of it. */
  readonly fromApplication: boolean
}

const plain = { how: 'plain' } as const

const fromEdge = (answer: Answer): Delivery => ({ answer, transfer: plain, fromApplication: false })
const fromApplication = (answer: Answer, transfer: Transfer = plain): Delivery => ({
  answer,
  transfer,
  fromApplication: true,
})

/** The answer with other contents: what it says of a pin did not reach the client. */
const spoilt = ({ status, headers, pinId }: Answer, body: Answer['body']): Answer => ({
  status,
  headers,
  body,
  ...(pinId === undefined ? {} : { pinId }),
})

const page = (title: string): string =>
  `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>\n`

const wrong: Readonly<Record<WrongType, (fields: Record<string, unknown>) => Record<string, unknown>>> = {
  'id-string': fields => ({ ...fields, id: String(fields['id']) }),
  'expiresIn-string': fields => ({ ...fields, expiresIn: String(fields['expiresIn']) }),
  'authToken-empty': fields => ({ ...fields, authToken: '' }),
  'authToken-null-text': fields => ({ ...fields, authToken: 'null' }),
}

const withWrongType = (answer: Answer, what: WrongType): Answer => {
  const fields: unknown = JSON.parse(answer.body.toString())
  return spoilt(answer, JSON.stringify(wrong[what](fields as Record<string, unknown>)))
}

const rateLimited = (
  state: State,
  request: ApiRequest,
  { retryAfter = 'seconds', seconds = 2 }: Extract<Fault, { kind: 'rate-limited' }>,
): Answer => {
  const answer = failure(request, 1003)
  const date = () => new Date(state.clock.shown(state.clock.now()) + seconds * 1000).toUTCString()
  const value = { seconds: () => String(seconds), date, nonsense: () => 'soon', none: () => null }[
    retryAfter
  ]()
  return value === null ? answer : { ...answer, headers: { ...answer.headers, 'retry-after': value } }
}

const redirect = (
  state: State,
  { status = 302, to }: Extract<Fault, { kind: 'redirect' }>,
  path: string,
): Answer => {
  const target = new URL(to ?? `https://app.plex.tv/__redirected${path}`)
  state.redirectTargets.add(target.hostname + target.pathname)
  return emptyAnswer(status, { location: target.href })
}

const huge = (bytes: number): string => `{"padding":"${'x'.repeat(Math.max(0, bytes - 14))}"}`

/** What a fault makes of a request. `make` gives the true answer; an edge that is down never asks for it. */
export async function strike(
  state: State,
  request: ApiRequest,
  fault: Fault,
  make: () => Promise<Answer>,
): Promise<Delivery> {
  switch (fault.kind) {
    case 'rate-limited':
      return fromApplication(rateLimited(state, request, fault))
    case 'server-error':
      return fromApplication(failure(request, 1007))
    case 'bad-gateway':
      return fromEdge(
        htmlAnswer(
          fault.status ?? 502,
          page(fault.status === 503 ? '503 Service Unavailable' : '502 Bad Gateway'),
        ),
      )
    case 'unavailable':
      return fromEdge(emptyAnswer(503))
    case 'edge-404':
    case 'alternating-edge-404':
      return fromEdge(emptyAnswer(404))
    case 'captive-portal':
      return fromEdge(htmlAnswer(200, page('Welcome to the hotel network')))
    case 'redirect':
      return fromEdge(redirect(state, fault, request.path))
    case 'status':
      return fromApplication({
        status: fault.status,
        headers: fault.body === undefined ? {} : { 'content-type': fault.contentType ?? 'application/json' },
        body: fault.body ?? '',
      })
    case 'empty-array':
      return fromApplication(jsonAnswer(200, []))
    case 'null':
      return fromApplication(jsonAnswer(200, null))
    case 'huge-body':
      return fromApplication({ ...jsonAnswer(200, null), body: huge(fault.bytes ?? 10_000_000) })
    case 'hang':
      return fromApplication(emptyAnswer(504), { how: 'never' })
    case 'reset':
      return fault.when === 'mid-body'
        ? fromApplication(await make(), { how: 'half' })
        : fromApplication(emptyAnswer(504), { how: 'reset' })
    case 'truncated-json': {
      const answer = await make()
      const bytes = Buffer.from(answer.body)
      return fromApplication(spoilt(answer, bytes.subarray(0, Math.floor(bytes.length / 2))))
    }
    case 'wrong-type':
      return fromApplication(withWrongType(await make(), fault.what))
    case 'byte-order-mark': {
      const answer = await make()
      return fromApplication({ ...answer, body: `\uFEFF${answer.body.toString()}` })
    }
    case 'raw': {
      const answer =
        fault.body === undefined ? await make() : spoilt(emptyAnswer(0), Buffer.from(fault.body, 'latin1'))
      return fromApplication(answer, { how: 'raw', head: fault.head })
    }
    case 'gzip':
    case 'chunked':
      return fromApplication(await make(), { how: fault.kind })
    case 'slow-body':
      return fromApplication(await make(), { how: 'slow', milliseconds: fault.milliseconds ?? 5000 })
    case 'delayed':
      return fromApplication(await make(), { how: 'later', milliseconds: fault.milliseconds })
  }
}

/** The true answer, as it is sent when no fault strikes. */
export const undisturbed = (answer: Answer): Delivery => fromApplication(answer)
