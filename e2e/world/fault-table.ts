import type { Problem } from '../../common/sign-in-view.ts'
import type { Fault as Spoilt } from '../../simulator/faults.ts'
import type { Simulator } from '../../simulator/server.ts'
import type { RunningApp } from './app.ts'
import { goOffline, type Lift, loseNames, loseProxy } from './network.ts'

/** When a fault happens: at the request for a code, at a poll, or at the poll that would bring the token. */
export type Phase = 'asking' | 'waiting' | 'approval'

export interface Scene {
  readonly simulator: Simulator
  readonly app: RunningApp
}

/** One thing that goes wrong between the app and plex.tv. */
export interface Fault {
  /** Begins the sentence that names its tests. */
  readonly name: string
  /** The problem that the window shows; null if the app can go on as if nothing had happened. */
  readonly problem: Problem | null
  readonly strike: (scene: Scene, phase: Phase) => Promise<Lift>
  /** How long the window says it waits, if not the usual 5 s for a code and 2 s for a poll. */
  readonly waits?: Partial<Record<Phase, RegExp>>
  /** Whether it ends by itself before the test can end it. */
  readonly passes?: boolean
}

const routeOf = (phase: Phase) => (phase === 'asking' ? 'mint' : 'poll')

const answer = (name: string, problem: Problem | null, spoilt: Spoilt, more: Partial<Fault> = {}): Fault => ({
  name,
  problem,
  strike: async ({ simulator }, phase) => {
    const planned = simulator.fault(routeOf(phase), spoilt, Infinity)
    return async () => planned.clear()
  },
  ...more,
})

const certificate = (
  name: string,
  mode: 'self-signed' | 'expired' | 'wrong-host',
  problem: Problem = 'certificate',
): Fault => ({
  name,
  problem,
  strike: async ({ simulator }) => {
    simulator.tls(mode)
    return async () => simulator.tls('trusted')
  },
})

/** Answers that never come: all while a code waits for approval, and one that would bring the token. */
const silence = (name: string, spoilt: Spoilt): Fault => ({
  name,
  problem: 'connection',
  strike: async ({ simulator }, phase) => {
    const planned = simulator.fault(routeOf(phase), spoilt, phase === 'waiting' ? Infinity : 1)
    return async () => planned.clear()
  },
  waits: { waiting: /^Trying again/ },
  passes: true,
})

const hurry = /^Trying again in (?:2[5-9]|30)\ss$/
const slowest = /^Trying again in [234]\ss$/

export const faults: readonly Fault[] = [
  {
    name: 'a name that cannot be looked up',
    problem: 'name',
    strike: ({ app }) => loseNames(app),
  },
  { name: 'a network that is off', problem: 'offline', strike: ({ app }) => goOffline(app) },
  { name: 'a proxy that is down', problem: 'proxy', strike: ({ app }) => loseProxy(app) },
  {
    name: 'a refused connection',
    problem: 'connection',
    strike: async ({ simulator }) => {
      simulator.pause()
      return async () => simulator.resume()
    },
  },
  answer('a connection that is reset', 'connection', { kind: 'reset' }),
  answer('a reset in the middle of the answer', 'connection', { kind: 'reset', when: 'mid-body' }),
  silence('an answer that never comes', { kind: 'hang' }),
  silence('an answer that drips too slowly', { kind: 'slow-body', milliseconds: 20_000 }),
  certificate('a certificate of nobody known', 'self-signed', 'authority'),
  certificate('a certificate that has expired', 'expired'),
  certificate('a certificate of another host', 'wrong-host'),
  answer(
    'a 429 with seconds to wait',
    'rate-limited',
    { kind: 'rate-limited', seconds: 30 },
    { waits: { asking: hurry, waiting: slowest, approval: slowest } },
  ),
  answer(
    'a 429 with a date to wait for',
    'rate-limited',
    { kind: 'rate-limited', retryAfter: 'date', seconds: 30 },
    { waits: { asking: hurry, waiting: slowest, approval: slowest } },
  ),
  answer(
    'a 429 without a time',
    'rate-limited',
    { kind: 'rate-limited', retryAfter: 'none' },
    { waits: { waiting: slowest, approval: slowest } },
  ),
  answer('a 500 in JSON', 'service', { kind: 'server-error' }),
  answer('a 502 page', 'service', { kind: 'bad-gateway' }),
  answer('an empty 503', 'service', { kind: 'unavailable' }),
  answer(
    'an empty 404 at every other request',
    'service',
    { kind: 'alternating-edge-404' },
    { passes: true },
  ),
  answer('a captive portal', 'unexpected', { kind: 'captive-portal' }),
  answer('half of the JSON', 'unexpected', { kind: 'truncated-json' }),
  answer('an empty list', 'unexpected', { kind: 'empty-array' }),
  answer('a null', 'unexpected', { kind: 'null' }),
  answer('an id that is a text', 'unexpected', { kind: 'wrong-type', what: 'id-string' }),
  answer('a lifetime that is a text', 'unexpected', { kind: 'wrong-type', what: 'expiresIn-string' }),
  answer('a token that is the text “null”', null, { kind: 'wrong-type', what: 'authToken-null-text' }),
  answer('an answer of 10 MB', 'unexpected', { kind: 'huge-body' }),
  answer('a redirect to another host', 'unexpected', { kind: 'redirect' }),
]
