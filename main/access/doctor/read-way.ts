import * as v from 'valibot'
import type { ProxyAddress } from '../../../common/proxy.ts'
import type { Problem } from '../../../common/sign-in-view.ts'
import { NOT_AUTHENTICATED, Refusal } from '../../plex/answers.ts'
import type { Answer } from '../../plex/request.ts'
import type { Issuer } from './certificate-issuer.ts'
import type { PlexWay } from './way.ts'

interface Seen {
  /** As Chromium tells it: `DIRECT`, or `PROXY proxy.example:3128; DIRECT`. */
  readonly ways: string
  readonly isNameKnown: boolean
  readonly asking: ProxyAddress | null
  /** To a question without a token; why there was none. */
  readonly answer: Answer | Problem
  readonly issuer: Issuer | null
  readonly aheadMs: number | null
}

/** What was seen on the way to plex.tv, in the words of its checks. */
export function readWay({ ways, isNameKnown, asking, answer, issuer, aheadMs }: Seen): PlexWay {
  const proxy = /^(?:PROXY|HTTPS|SOCKS[45]?) ([\w.:[\]-]{1,260})/.exec(ways)?.[1] ?? null
  const said = typeof answer === 'string' ? null : answer
  return {
    proxy,
    asking,
    isNameKnown,
    problem: typeof answer === 'string' ? answer : problemOf(answer),
    status: said?.status ?? null,
    isPlex: said !== null && said.status === 401 && saysWho(said.json),
    // A connection that did not come so far says nothing of who issued the last one's.
    issuer: said !== null || isOfCertificate(answer as Problem) ? issuer : null,
    aheadMs: Number.isFinite(aheadMs) ? aheadMs : null,
  }
}

function problemOf({ status }: Answer): Problem | null {
  if (status === 429) return 'rate-limited'
  return status >= 500 && status <= 599 ? 'service' : null
}

const isOfCertificate = (problem: Problem): boolean =>
  problem === 'authority' || problem === 'certificate' || problem === 'clock'

function saysWho(json: unknown): boolean {
  const refusal = v.safeParse(Refusal, json)
  return refusal.success && refusal.output.errors.some(({ code }) => code === NOT_AUTHENTICATED)
}
