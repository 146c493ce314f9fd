import { linkDevice } from './accounts.ts'
import { answer, failure } from './answer.ts'
import { describeDevice } from './devices.ts'
import { parameter } from './request.ts'
import { withToken } from './routes-accounts.ts'
import { userContent } from './user-content.ts'
import { xmlElement } from './xml.ts'

const seriesMilliseconds = 10_000

/** `GET /api/v2/home/users`: every account of the simulator lives in one home. */
export const homeUsers = withToken((state, request, token) => {
  if (token.account.managed) return failure(request, 1001)
  const users = state.accounts.map((account, index) => ({
    id: account.id,
    uuid: account.uuid,
    title: account.title,
    username: account.username,
    email: account.email,
    thumb: `https://plex.tv/users/${account.uuid}/avatar?c=1790000000`,
    admin: index === 0,
    guest: false,
    restricted: account.managed,
    protected: account.homePin !== null,
    hasPassword: !account.managed,
  }))
  const home = { id: 1, name: 'Home', guestUserID: null, guestEnabled: false, subscription: false }
  return answer(request, 200, {
    json: { ...home, users },
    xml: xmlElement(
      'home',
      home,
      users.map(user => xmlElement('user', user)),
    ),
  })
})

/** `POST /api/v2/home/users/{uuid}/switch?pin=NNNN`: 429 when done in series. */
export const homeSwitch = withToken((state, request, token) => {
  const now = state.clock.now()
  state.homeSwitches.push(now)
  const recent = state.homeSwitches.filter(at => now - at < seriesMilliseconds)
  if (recent.length > state.options.homeSwitchLimit) return failure(request, 1003)
  const uuid = request.resource.split('/').at(-2)
  const account = state.accounts.find(each => each.uuid === uuid)
  if (!account) return failure(request, 1002)
  if (account.homePin !== null && parameter(request, 'pin') !== account.homePin) return failure(request, 1041)
  const switched = linkDevice(state, account, describeDevice(request, token.clientIdentifier))
  return answer(request, 201, userContent(state, account, switched.token))
})
