import { setTimeout as wait } from 'node:timers/promises'
import { toBuffer } from 'qrcode'
import { aliveToken } from './accounts.ts'
import { answer, emptyAnswer, failure, type Answer, type FailureCode } from './answer.ts'
import { authPageAddress, linkPageAddress } from './addresses.ts'
import { describeDevice } from './devices.ts'
import { pinContent } from './pin-content.ts'
import { claimPin, findByCode, findClaimable, findForRead, mintPin, readPin } from './pins.ts'
import { parameter, type ApiRequest } from './request.ts'
import type { Pin, State } from './state.ts'

/** `POST /api/v2/pins` */
export function mint(state: State, request: ApiRequest): Answer {
  const clientIdentifier = parameter(request, 'X-Plex-Client-Identifier')
  if (!clientIdentifier) return failure(request, 1000)
  if (request.json === undefined) return failure(request, 1004)
  const strong = ['true', '1'].includes(parameter(request, 'strong') ?? '')
  const pin = mintPin(state, strong, describeDevice(request, clientIdentifier))
  return { ...answer(request, 201, pinContent(state, pin, null)), pinId: pin.id }
}

/** `GET /api/v2/pins/{id}` */
export function poll(state: State, request: ApiRequest): Answer {
  const clientIdentifier = parameter(request, 'X-Plex-Client-Identifier')
  if (!clientIdentifier) return failure(request, 1000)
  const text = request.resource.slice(request.resource.lastIndexOf('/') + 1)
  if (!/^\d+$/.test(text)) return failure(request, 1004)
  const pinId = Number(text)
  const pin = findForRead(state, pinId, clientIdentifier)
  const code = request.query['code']
  const wrongCode = state.options.checkCodeQuery && code !== undefined && code !== pin?.code
  if (!pin || wrongCode) return { ...failure(request, 1020), pinId, outcome: 'gone' }
  const claim = readPin(state, pin)
  return {
    ...answer(request, 200, pinContent(state, pin, claim)),
    pinId,
    outcome: claim ? 'claimed' : 'pending',
  }
}

/** What the options say against linking this pin, whatever its code. */
const objection = ({ options }: State, request: ApiRequest, pin: Pin | undefined): FailureCode | null => {
  const isSso = parameter(request, 'X-Plex-Product') === 'Plex SSO'
  return {
    open: null,
    'needs-sso': isSso ? null : (1068 as const),
    refused: 1068 as const,
    'weak-only': pin?.strong ? (1020 as const) : null,
    unknown: 1020 as const,
    limited: 1003 as const,
  }[options.linking]
}

/** `PUT /api/v2/pins/link`: the owner of the token approves a pin. */
export async function link(state: State, request: ApiRequest): Promise<Answer> {
  if (state.options.linkingDelay > 0) await wait(state.options.linkingDelay, undefined, { ref: false })
  const approver = aliveToken(state, parameter(request, 'X-Plex-Token'))
  if (!approver) return failure(request, 1001)
  const pin = findClaimable(state, parameter(request, 'code') ?? '')
  const against = objection(state, request, pin)
  if (against !== null) return failure(request, against)
  if (!pin) return failure(request, 1020)
  claimPin(state, pin, approver.account)
  return emptyAnswer(204)
}

/** `GET /api/v2/pins/qr/{code}`: the address that a phone is to open, as a PNG. */
export async function qr(state: State, request: ApiRequest): Promise<Answer> {
  const pin = findByCode(state, request.resource.slice(request.resource.lastIndexOf('/') + 1))
  if (!pin) return failure(request, 1002)
  const address = pin.strong
    ? authPageAddress(pin.device.clientIdentifier, pin.code)
    : linkPageAddress(pin.code)
  return {
    status: 200,
    headers: { 'content-type': 'image/png' },
    body: await toBuffer(address, { type: 'png', scale: 8 }),
  }
}
