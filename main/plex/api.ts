import * as v from 'valibot'
import type { Text } from '../../common/text.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import type { PlexApi } from './port.ts'
import { isToken } from '../token.ts'
import { NOT_AUTHENTICATED, PIN_NOT_FOUND, PinAnswer, Refusal, UserAnswer } from './answers.ts'
import type { LocalClock } from './local-clock.ts'
import { readAccount } from './account.ts'
import { readDevices } from './devices.ts'
import { type Answer, type Network, request } from './request.ts'
import { readServerAccess, readServerWays } from './server-access.ts'
import { readServers } from './servers.ts'

interface Options {
  readonly network: Network
  /** From `plexHeaders`. Sent with every request. */
  readonly headers: Readonly<Record<string, string>>
  readonly localClock: LocalClock
  /** Sorts names as in the person's language. */
  readonly compareNames: Text['compareNames']
}

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** As a form. */
  readonly form?: Readonly<Record<string, string>>
  /** In place of the usual one. */
  readonly product?: string
  readonly token?: Secret
  readonly signal: AbortSignal
  readonly timeoutMs?: number
  /** The largest answer. */
  readonly largestMb?: number
}

const ORIGIN = 'https://plex.tv'
const TIMEOUT_MS = 10_000
/** A server takes up to about 3 KB: one with many networks lists 15 addresses or more. */
const LARGEST_LIST_MB = 8

/** The plex.tv calls of a sign-in. Source: developer.plex.tv, "Authenticating with Plex". */
export function createPlexApi({ network, headers, localClock, compareNames }: Options): PlexApi {
  async function call(
    path: string,
    { method = 'GET', form, product, token, signal, timeoutMs = TIMEOUT_MS, largestMb = 1 }: Call,
  ): Promise<Answer> {
    const own = {
      ...headers,
      ...(product === undefined ? {} : { 'X-Plex-Product': product }),
      ...(form === undefined ? {} : { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(token === undefined ? {} : { 'X-Plex-Token': token.reveal() }),
    }
    const content = form === undefined ? {} : { content: new URLSearchParams(form).toString() }
    try {
      const answer = await request(
        network,
        `${ORIGIN}${path}`,
        { method, headers: own, ...content },
        { signal, timeoutMs, largestMb },
      )
      localClock.compare(answer.date)
      return answer
    } catch (error) {
      const misdated = error instanceof Failure && error.problem === 'clock'
      throw misdated && !localClock.looksWrong() ? new Failure('certificate', { cause: error }) : error
    }
  }

  async function resources(token: Secret, signal: AbortSignal): Promise<readonly unknown[]> {
    const path = '/api/v2/resources?includeHttps=1&includeRelay=1&includeIPv6=1'
    const answer = await call(path, { token, signal, largestMb: LARGEST_LIST_MB })
    if (saysTokenIsDead(answer)) throw new Failure('refused')
    return accept(answer, v.array(v.unknown()))
  }

  return {
    async issue(kind, signal) {
      const path = kind === 'strong' ? '/api/v2/pins?strong=true' : '/api/v2/pins'
      const { id, code, expiresIn } = accept(await call(path, { method: 'POST', signal }), PinAnswer)
      if (expiresIn === 0 || (code.length === 25) !== (kind === 'strong')) throw new Failure('unexpected')
      return { pin: { id, code }, lifeMs: expiresIn * 1_000 }
    },

    async check({ id }, withinMs, signal) {
      const answer = await call(`/api/v2/pins/${id}`, { signal, timeoutMs: withinMs })
      if (saysPinIsGone(answer)) return { kind: 'gone' }
      const pin = accept(answer, PinAnswer)
      if (pin.id !== id) throw new Failure('unexpected')
      if (isToken(pin.authToken)) return { kind: 'claimed', token: new Secret(pin.authToken) }
      // The person has approved something, so a token of an unknown kind is reported, not ignored.
      if (!NO_TOKEN.includes(pin.authToken)) throw new Failure('unexpected')
      return { kind: 'pending', lifeMs: pin.expiresIn * 1_000 }
    },

    async account(token, signal) {
      const answer = await call('/api/v2/user', { token, signal })
      if (saysTokenIsDead(answer)) throw new Failure('refused')
      return readAccount(accept(answer, UserAnswer))
    },

    async revoke(token, signal) {
      const answer = await call('/api/v2/users/signout', { method: 'DELETE', token, signal })
      if (saysTokenIsDead(answer)) throw new Failure('refused')
      if (answer.status !== 204) accept(answer, v.never())
    },

    async servers(token, signal) {
      const answer = await call('/api/v2/resources', { token, signal, largestMb: LARGEST_LIST_MB })
      if (saysTokenIsDead(answer)) throw new Failure('refused')
      return readServers(accept(answer, v.array(v.unknown())), compareNames)
    },

    async devices(token, signal) {
      const answer = await call('/api/v2/devices', { token, signal, largestMb: LARGEST_LIST_MB })
      if (saysTokenIsDead(answer)) throw new Failure('refused')
      return readDevices(accept(answer, v.array(v.unknown())))
    },

    async link(code, token, signal) {
      // python-plexapi's `MyPlexAccount.link`: plex.tv may refuse another product's name.
      const sso = { method: 'PUT', product: 'Plex SSO' } as const
      const answer = await call('/api/v2/pins/link', { ...sso, form: { code }, token, signal })
      if (saysTokenIsDead(answer)) throw new Failure('refused')
      if (answer.status === 403 || saysPinIsGone(answer)) throw new Failure('not-allowed')
      // Others answer 200 with pages of their own.
      if (answer.status !== 204)
        accept(answer, v.union([v.record(v.string(), v.unknown()), v.array(v.unknown())]))
    },

    serverAccess: async (id, token, signal) => readServerAccess(await resources(token, signal), id),
    serverWays: async (token, signal) => readServerWays(await resources(token, signal)),
  }
}

const NO_TOKEN: ReadonlyArray<string | null> = [null, '', 'null']

function accept<const S extends v.GenericSchema>(
  { status, json, retryAfterMs }: Answer,
  schema: S,
): v.InferOutput<S> {
  if (status === 429) throw new Failure('rate-limited', { retryAfterMs })
  if ((status >= 500 && status <= 599) || (status === 404 && json === undefined))
    throw new Failure('service', { retryAfterMs })
  const parsed = v.safeParse(schema, json)
  if (status < 200 || status > 299 || !parsed.success) {
    throw new Failure('unexpected', { cause: new Error(`Unusable answer with status ${status}`) })
  }
  return parsed.output
}

/** Only plex.tv's own 1001: a proxy may answer 401 for itself, and 1031 is about an address, not a token. */
const saysTokenIsDead = ({ status, json }: Answer): boolean => status === 401 && says(json, NOT_AUTHENTICATED)

/** Only plex.tv's own 1020 ends a PIN: its edge has answered with empty 404s that came and went. */
const saysPinIsGone = ({ status, json }: Answer): boolean => status === 404 && says(json, PIN_NOT_FOUND)

function says(json: unknown, code: number): boolean {
  const refusal = v.safeParse(Refusal, json)
  return refusal.success && refusal.output.errors.some(error => error.code === code)
}
