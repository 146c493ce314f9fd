import * as v from 'valibot'
import { Secret } from '../secret.ts'
import { type PlexApi, SignInError } from '../sign-in/ports.ts'
import { isToken, PIN_NOT_FOUND, PinAnswer, Refusal, UserAnswer } from './answers.ts'
import { type Answer, type Fetch, request } from './request.ts'

interface Options {
  readonly fetch: Fetch
  /** From `plexHeaders`. Sent with every request. */
  readonly headers: Readonly<Record<string, string>>
}

const ORIGIN = 'https://plex.tv'
const TIMEOUT_MS = 10_000
/** A poll that hangs must not outlast the slowest poll interval, or a claim could come and go unseen. */
const POLL_TIMEOUT_MS = 5_000

/** The plex.tv calls of a sign-in. Source: developer.plex.tv, "Authenticating with Plex". */
export function createPlexApi({ fetch, headers }: Options): PlexApi {
  const call = (
    path: string,
    {
      method = 'GET',
      token,
      signal,
      timeoutMs = TIMEOUT_MS,
    }: { method?: 'GET' | 'POST'; token?: Secret; signal: AbortSignal; timeoutMs?: number },
  ) =>
    request(
      fetch,
      `${ORIGIN}${path}`,
      { method, headers: token === undefined ? headers : { ...headers, 'X-Plex-Token': token.reveal() } },
      { signal, timeoutMs },
    )

  return {
    async issue(kind, signal) {
      const path = kind === 'strong' ? '/api/v2/pins?strong=true' : '/api/v2/pins'
      const { id, code, expiresIn } = accept(await call(path, { method: 'POST', signal }), PinAnswer)
      if (expiresIn === 0 || (code.length === 25) !== (kind === 'strong')) throw new SignInError('unexpected')
      return { pin: { id, code }, lifeMs: expiresIn * 1_000 }
    },

    async check({ id }, withinMs, signal) {
      const timeoutMs = Math.min(POLL_TIMEOUT_MS, withinMs)
      const answer = await call(`/api/v2/pins/${id}`, { signal, timeoutMs })
      if (saysPinIsGone(answer)) return { kind: 'gone' }
      const pin = accept(answer, PinAnswer)
      if (pin.id !== id) throw new SignInError('unexpected')
      return isToken(pin.authToken)
        ? { kind: 'claimed', token: new Secret(pin.authToken) }
        : { kind: 'pending', lifeMs: pin.expiresIn * 1_000 }
    },

    async account(token, signal) {
      const answer = await call('/api/v2/user', { token, signal })
      if (answer.status === 401) throw new SignInError('refused')
      const { title, username, friendlyName } = accept(answer, UserAnswer)
      const name = [title, friendlyName, username].map(text => text?.trim()).find(Boolean)
      return { name: (name ?? 'Plex').slice(0, 200) }
    },
  }
}

function accept<const S extends v.GenericSchema>(
  { status, json, retryAfterMs }: Answer,
  schema: S,
): v.InferOutput<S> {
  if (status === 429) throw new SignInError('rate-limited', { retryAfterMs })
  if (status >= 500 || (status === 404 && json === undefined))
    throw new SignInError('service', { retryAfterMs })
  const parsed = v.safeParse(schema, json)
  if (status < 200 || status > 299 || !parsed.success) {
    throw new SignInError('unexpected', { cause: new Error(`Unusable answer with status ${status}`) })
  }
  return parsed.output
}

/** Only plex.tv's own 1020 ends a PIN: its edge has answered with empty 404s that came and went. */
function saysPinIsGone({ status, json }: Answer): boolean {
  const refusal = v.safeParse(Refusal, json)
  return status === 404 && refusal.success && refusal.output.errors.some(({ code }) => code === PIN_NOT_FOUND)
}
