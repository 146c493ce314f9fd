import * as v from 'valibot'
import type { Problem } from '../../../common/sign-in-view.ts'
import { NOT_AUTHENTICATED, Refusal } from '../../plex/answers.ts'
import type { Answer } from '../../plex/request.ts'
import type { Seen } from '../../plex/way.ts'
import { placeOf, type PlexWay } from './way.ts'

/**
 * What was seen on the way to plex.tv, in the words of its checks. `calendar`: this computer's, in milliseconds since 1970.
 */
export function readWay({ ways, isNameKnown, asking, answer, issuer }: Seen, calendar: number): PlexWay {
  const proxy = /^(?:PROXY|HTTPS|SOCKS[45]?) ([\w.:[\]-]{1,260})/.exec(ways)?.[1] ?? null
  const said = typeof answer === 'string' ? null : answer
  // oxlint-disable-next-line no-restricted-globals
  const aheadMs = calendar - Date.parse(said?.date ?? '')
  return {
    proxy,
    asking,
    isNameKnown,
    problem: typeof answer === 'string' ? answer : problemOf(answer),
    status: said?.status ?? null,
    isPlex: said !== null && said.status === 401 && saysWho(said.json),
    // A connection that did not come so far says nothing of who issued the last one's.
    issuer: typeof answer !== 'string' || placeOf(answer) === 'certificate' ? issuer : null,
    aheadMs: Number.isFinite(aheadMs) ? aheadMs : null,
  }
}

function problemOf({ status }: Answer): Problem | null {
  if (status >= 500 && status <= 599) return 'service'
  return status === 429 ? 'rate-limited' : null
}

function saysWho(json: unknown): boolean {
  const refusal = v.safeParse(Refusal, json)
  return refusal.success && refusal.output.errors.some(({ code }) => code === NOT_AUTHENTICATED)
}
