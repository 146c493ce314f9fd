import { emptyAnswer, failure, htmlAnswer, type Answer } from './answer.ts'
import { judgeAuthPage, claimOnAuthPage, showAuthPage } from './page-auth.ts'
import { postLinkPage, showLinkPage } from './page-link.ts'
import type { RouteName } from './records.ts'
import type { ApiRequest } from './request.ts'
import * as accounts from './routes-accounts.ts'
import * as home from './routes-home.ts'
import * as pins from './routes-pins.ts'
import type { State } from './state.ts'

type Handler = (state: State, request: ApiRequest) => Answer | Promise<Answer>

/** A part of plex.tv: when it is meant, and what answers. */
export interface Route {
  readonly name: RouteName
  readonly handle: Handler
}

const table: readonly (Route & { readonly method: string; readonly path: RegExp })[] = [
  { name: 'mint', method: 'POST', path: /^\/api\/v2\/pins$/, handle: pins.mint },
  { name: 'link', method: 'PUT', path: /^\/api\/v2\/pins\/link$/, handle: pins.link },
  { name: 'qr', method: 'GET', path: /^\/api\/v2\/pins\/qr\/[^/]+$/, handle: pins.qr },
  { name: 'poll', method: 'GET', path: /^\/api\/v2\/pins\/[^/]+$/, handle: pins.poll },
  { name: 'user', method: 'GET', path: /^\/api\/v2\/user$/, handle: accounts.user },
  { name: 'resources', method: 'GET', path: /^\/api\/v2\/resources$/, handle: accounts.resources },
  { name: 'ping', method: 'GET', path: /^\/api\/v2\/ping$/, handle: accounts.ping },
  { name: 'signout', method: 'DELETE', path: /^\/api\/v2\/users\/signout$/, handle: accounts.signout },
  { name: 'devices', method: 'GET', path: /^(\/api\/v2)?\/devices$/, handle: accounts.devices },
  {
    name: 'devices',
    method: 'DELETE',
    path: /^(\/api\/v2)?\/devices\/\d+$/,
    handle: accounts.removeDevice,
  },
  { name: 'account', method: 'GET', path: /^\/users\/account$/, handle: accounts.oldAccount },
  { name: 'home', method: 'GET', path: /^\/api\/v2\/home\/users$/, handle: home.homeUsers },
  { name: 'home', method: 'POST', path: /^\/api\/v2\/home\/users\/[^/]+\/switch$/, handle: home.homeSwitch },
  { name: 'page', method: 'GET', path: /^\/link\/?$/, handle: showLinkPage },
  { name: 'page', method: 'POST', path: /^\/link\/?$/, handle: postLinkPage },
  { name: 'page', method: 'GET', path: /^\/pin\/?$/, handle: () => emptyAnswer(302, { location: '/link' }) },
  { name: 'page', method: 'GET', path: /^\/auth\/?$/, handle: showAuthPage },
  { name: 'page', method: 'POST', path: /^\/auth\/judge$/, handle: judgeAuthPage },
  { name: 'page', method: 'POST', path: /^\/auth\/claim$/, handle: claimOnAuthPage },
  {
    name: 'page',
    method: 'GET',
    path: /^\/$/,
    handle: () =>
      htmlAnswer(
        200,
        '<!doctype html><title>plex.tv simulator</title><p>plex.tv simulator: <a href="/link/">link an app</a></p>',
      ),
  },
]

const preflight: Handler = () =>
  emptyAnswer(204, {
    'access-control-allow-methods': 'GET, POST, PUT, DELETE',
    'access-control-allow-headers':
      'Accept, Content-Type, X-Plex-Client-Identifier, X-Plex-Device-Name, X-Plex-Platform, X-Plex-Product, X-Plex-Token, X-Plex-Version',
  })

/** Finds what a request is for; whatever a redirect fault has pointed to is `redirected`. */
export function findRoute(state: State, request: ApiRequest): Route {
  const { method, host, path, resource } = request
  const redirected = path.startsWith('/__redirected') || state.redirectTargets.has(host + path)
  const found = table.find(route => route.method === method && route.path.test(resource))
  if (redirected) return { name: 'redirected', handle: found?.handle ?? (() => emptyAnswer(204)) }
  if (method === 'OPTIONS') return { name: 'other', handle: preflight }
  return found ?? { name: 'other', handle: (_, each) => failure(each, 1002) }
}
