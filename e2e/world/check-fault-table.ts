import type { Problem } from '../../common/sign-in-view.ts'
import type { Fault as Spoilt } from '../../simulator/faults.ts'
import type { Simulator } from '../../simulator/server.ts'
import type { RunningApp } from './app.ts'
import { goOffline, type Lift, loseNames, loseProxy } from './network.ts'

/** One thing that goes wrong when the app checks its token. None of them means that the token is dead. */
export interface CheckFault {
  /** Begins the sentence that names its test. */
  readonly name: string
  readonly problem: Problem
  readonly strike: (scene: { readonly simulator: Simulator; readonly app: RunningApp }) => Promise<Lift>
}

const answer = (name: string, problem: Problem, spoilt: Spoilt): CheckFault => ({
  name,
  problem,
  strike: async ({ simulator }) => {
    const planned = simulator.fault('user', spoilt, Infinity)
    return async () => planned.clear()
  },
})

const json = (name: string, problem: Problem, status: number, code: number): CheckFault =>
  answer(name, problem, {
    kind: 'status',
    status,
    body: JSON.stringify({ errors: [{ code, message: 'Something of plex.tv’s own', status }] }),
    contentType: 'application/json',
  })

const page = (name: string, status: number): CheckFault =>
  answer(name, 'unexpected', {
    kind: 'status',
    status,
    body: '<!doctype html><title>Sign in to the proxy</title>',
    contentType: 'text/html',
  })

const certificate = (
  name: string,
  mode: 'self-signed' | 'expired' | 'wrong-host',
  problem: Problem = 'certificate',
): CheckFault => ({
  name,
  problem,
  strike: async ({ simulator }) => {
    simulator.tls(mode)
    return async () => simulator.tls('trusted')
  },
})

export const checkFaults: readonly CheckFault[] = [
  page('a page with 401 of a proxy', 401),
  json('a 401 that locks the address out', 'unexpected', 401, 1031),
  answer('a 401 without a word', 'unexpected', { kind: 'status', status: 401 }),
  json('a 403', 'unexpected', 403, 1068),
  page('a page with 403', 403),
  answer('an empty 404', 'service', { kind: 'edge-404' }),
  json('a 404 in JSON', 'unexpected', 404, 1002),
  answer('a 408', 'unexpected', { kind: 'status', status: 408 }),
  json('a 422', 'unexpected', 422, 1097),
  answer('a 429 with seconds to wait', 'rate-limited', { kind: 'rate-limited', seconds: 30 }),
  answer('a 429 with a date to wait for', 'rate-limited', {
    kind: 'rate-limited',
    retryAfter: 'date',
    seconds: 30,
  }),
  answer('a 429 without a time', 'rate-limited', { kind: 'rate-limited', retryAfter: 'none' }),
  answer('a 500 in JSON', 'service', { kind: 'server-error' }),
  answer('a 502 page', 'service', { kind: 'bad-gateway' }),
  answer('an empty 503', 'service', { kind: 'unavailable' }),
  answer('a captive portal', 'unexpected', { kind: 'captive-portal' }),
  answer('half of the JSON', 'unexpected', { kind: 'truncated-json' }),
  answer('an empty list', 'unexpected', { kind: 'empty-array' }),
  answer('a null', 'unexpected', { kind: 'null' }),
  answer('an object that names nobody', 'unexpected', {
    kind: 'status',
    status: 200,
    body: '{"ok":true}',
    contentType: 'application/json',
  }),
  answer('an answer of 10 MB', 'unexpected', { kind: 'huge-body' }),
  answer('a redirect to another host', 'unexpected', { kind: 'redirect' }),
  answer('an answer that never comes', 'connection', { kind: 'hang' }),
  answer('a connection that is reset', 'connection', { kind: 'reset' }),
  answer('a reset in the middle of the answer', 'connection', { kind: 'reset', when: 'mid-body' }),
  {
    name: 'a refused connection',
    problem: 'connection',
    strike: async ({ simulator }) => {
      simulator.pause()
      return async () => simulator.resume()
    },
  },
  certificate('a certificate of nobody known', 'self-signed', 'authority'),
  certificate('a certificate that has expired', 'expired'),
  certificate('a certificate of another host', 'wrong-host'),
  { name: 'a network that is off', problem: 'offline', strike: ({ app }) => goOffline(app) },
  { name: 'a name that cannot be looked up', problem: 'name', strike: ({ app }) => loseNames(app) },
  { name: 'a proxy that is down', problem: 'proxy', strike: ({ app }) => loseProxy(app) },
]
