import { aliveToken, devicesOf, noteSeen, revokeToken } from './accounts.ts'
import { answer, emptyAnswer, failure, type Answer } from './answer.ts'
import { describeDevice, devicesContent, oldDevicesContent } from './devices.ts'
import { parameter, type ApiRequest } from './request.ts'
import { resourcesContent } from './resources-content.ts'
import type { State, Token } from './state.ts'
import { userContent } from './user-content.ts'

/** A handler that is reached with a living token only; without one the answer is 401/1001. */
export const withToken =
  (handle: (state: State, request: ApiRequest, token: Token) => Answer) =>
  (state: State, request: ApiRequest): Answer => {
    const token = aliveToken(state, parameter(request, 'X-Plex-Token'))
    if (!token) return failure(request, 1001)
    noteSeen(state, token, describeDevice(request, parameter(request, 'X-Plex-Client-Identifier') ?? ''))
    return handle(state, request, token)
  }

/** `GET /api/v2/user` */
export const user = withToken((state, request, token) =>
  answer(request, 200, userContent(state, token.account, token.token)),
)

/** `GET /api/v2/resources` */
export function resources(state: State, request: ApiRequest): Answer {
  if (!parameter(request, 'X-Plex-Client-Identifier')) return failure(request, 1000)
  const asked = (name: string) => ['1', 'true'].includes(request.query[name] ?? '')
  const wanted = {
    https: asked('includeHttps'),
    relay: asked('includeRelay'),
    ipv6: asked('includeIPv6'),
  }
  return withToken((_, __, token) => answer(request, 200, resourcesContent(state, token, wanted)))(
    state,
    request,
  )
}

/** `GET /api/v2/ping` */
export const ping = withToken((_, request) =>
  answer(request, 200, { json: { pong: true }, xml: '<pong>true</pong>' }),
)

/** `DELETE /api/v2/users/signout` */
export const signout = withToken((state, _, token) => {
  revokeToken(state, token.token)
  return emptyAnswer(204)
})

/** `GET /api/v2/devices`, and `/devices.xml` as older clients know it. */
export const devices = withToken((state, request, token) => {
  const content = request.resource === '/devices' ? oldDevicesContent : devicesContent
  return answer(request, 200, content(state, devicesOf(state, token.account)))
})

/** `DELETE /devices/{id}.xml` */
export const removeDevice = withToken((state, request, token) => {
  const id = Number(request.resource.slice(request.resource.lastIndexOf('/') + 1))
  const device = devicesOf(state, token.account).find(each => each.id === id)
  if (!device) return failure(request, 1002)
  revokeToken(state, device.token)
  return emptyAnswer(200)
})

/** v1 `GET /users/account`: a dead token is 422 here, not 401. */
export function oldAccount(state: State, request: ApiRequest): Answer {
  const token = aliveToken(state, parameter(request, 'X-Plex-Token'))
  if (!token) {
    const xml = '<errors><error>Invalid token</error></errors>'
    return answer(request, 422, { json: { error: 'Invalid token' }, xml })
  }
  const content = userContent(state, token.account, token.token)
  return answer(request, 200, { json: { user: content.json }, xml: content.xml })
}
