import type { Clock } from '../clock.ts'
import { Secret } from '../secret.ts'
import { english } from '../../common/english.fake.ts'
import { createPlexApi } from './api.ts'
import type { Question } from './exchange.ts'
import { plexHeaders } from './headers.ts'
import { createLocalClock } from './local-clock.ts'
import { answer, CLIENT_IDENTIFIER, type Recorded } from './recorded.fake.ts'

export const headers = plexHeaders({
  clientIdentifier: CLIENT_IDENTIFIER,
  version: '1.0.0',
  deviceName: 'DESK-01',
  platform: 'Linux',
  platformVersion: '6.1',
})
export const token = new Secret('sentinel-token-12345')
export const pin = { id: 1174342418, code: 'KYLX' }
export const claimed = { id: 900001, code: 'l91xft5ypr1n7588alsymxoy8' }
export const { signal } = new AbortController()

/** A clock that stands still, with its calendar at this moment in milliseconds since 1970. */
export const standing = (calendar: number): Clock => ({
  now: () => 0,
  calendar: () => calendar,
  at: () => () => {},
})
export const TODAY = 1_795_392_000_000 // 2026-11-23

/** A plex.tv that gives these answers, or that Chromium fails to reach. */
export const plex = (...answers: Array<Recorded | Error>) => plexAt(standing(TODAY), ...answers)

export function plexAt(clock: Clock, ...answers: Array<Recorded | Error>) {
  const requests: Question[] = []
  const api = createPlexApi({
    network: {
      async ask(question) {
        requests.push(question)
        const next = answers.shift() ?? { status: 599 }
        if (next instanceof Error) throw next
        const reply = answer(next)
        if (reply.body.length > question.mostBytes) throw new Error('too large')
        return reply
      },
      goesByProxy: async () => false,
    },
    headers,
    localClock: createLocalClock(clock),
    compareNames: english.compareNames,
  })
  return { api, requests }
}

export const issue = (recorded: Recorded, kind: 'weak' | 'strong' = 'weak') =>
  plex(recorded).api.issue(kind, signal)
export const check = (recorded: Recorded, which = pin) => plex(recorded).api.check(which, 10_000, signal)
export const account = (recorded: Recorded) => plex(recorded).api.account(token, signal)
export const revoke = (recorded: Recorded) => plex(recorded).api.revoke(token, signal)
export const servers = (recorded: Recorded) => plex(recorded).api.servers(token, signal)
export const calls = { issue, check, account, revoke, servers }
export const problem = (name: string) => ({ name: 'Failure', problem: name })
export const changed = (text: string, change: object) =>
  JSON.stringify({ ...(JSON.parse(text) as object), ...change })
