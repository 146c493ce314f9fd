import { Secret } from '../secret.ts'
import { createPlexApi } from './api.ts'
import { plexHeaders } from './headers.ts'
import { answer, CLIENT_IDENTIFIER, type Recorded } from './recorded.ts'

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

export function plex(...answers: Recorded[]) {
  const requests: Array<{ url: string; init: RequestInit }> = []
  const api = createPlexApi({
    async fetch(url, init) {
      requests.push({ url, init })
      return answer(answers.shift() ?? { status: 599 })
    },
    headers,
  })
  return { api, requests }
}

export const issue = (recorded: Recorded, kind: 'weak' | 'strong' = 'weak') =>
  plex(recorded).api.issue(kind, signal)
export const check = (recorded: Recorded, which = pin) => plex(recorded).api.check(which, 10_000, signal)
export const account = (recorded: Recorded) => plex(recorded).api.account(token, signal)
export const calls = { issue, check, account }
export const problem = (name: string) => ({ name: 'SignInError', problem: name })
export const changed = (text: string, change: object) =>
  JSON.stringify({ ...(JSON.parse(text) as object), ...change })
