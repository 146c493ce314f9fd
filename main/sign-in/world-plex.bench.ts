import type { ManualClock } from '../clock.manual.ts'
import { ada, attic } from '../../common/samples.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'

interface FakePin {
  readonly id: number
  readonly code: string
  readonly issuedAt: number
  endsAt: number
  token: string | null
}

interface Options {
  readonly clock: ManualClock
  readonly pinLifeMs: number
}

/** How an answer comes to who asked: after a while, or never. */
type Later = <T>(answer: () => T, signal: AbortSignal) => Promise<T>

const CLAIMED_LIFE_MS = 10_000

/** A plex.tv that keeps its promises, and whose people approve codes and end sessions. For tests. */
export function createWorldPlex({ clock, pinLifeMs }: Options) {
  const pins: FakePin[] = []
  const tokens = new Map<string, { readonly account: string; alive: boolean }>()
  const mints: number[] = []
  const checks: Array<{ readonly at: number; readonly token: string; readonly alive: boolean }> = []
  let down = false
  let serial = 0

  const alive = (token: Secret) => {
    const record = tokens.get(token.reveal())
    if (record === undefined || !record.alive) throw new Failure('refused')
    return record
  }

  const api = (later: Later): PlexApi => {
    const ask = <T>(signal: AbortSignal, answer: () => T) =>
      later(() => {
        if (down) throw new Failure('service')
        return answer()
      }, signal)
    return {
      issue: (_kind, signal) =>
        ask(signal, () => {
          const id = ++serial
          const pin = {
            id,
            code: `C${String(id).padStart(3, '0')}`,
            issuedAt: clock.now(),
            endsAt: clock.now() + pinLifeMs,
            token: null,
          }
          pins.push(pin)
          mints.push(clock.now())
          return { pin: { id, code: pin.code }, lifeMs: pinLifeMs }
        }),
      check: ({ id }, _within, signal) =>
        ask(signal, () => {
          const pin = pins.find(other => other.id === id)
          if (pin === undefined || clock.now() >= pin.endsAt) return { kind: 'gone' }
          if (pin.token !== null) return { kind: 'claimed', token: new Secret(pin.token) }
          return { kind: 'pending', lifeMs: pin.endsAt - clock.now() }
        }),
      account: (token, signal) =>
        ask(signal, () => {
          const known = tokens.get(token.reveal())
          checks.push({ at: clock.now(), token: token.reveal(), alive: known?.alive ?? false })
          return { ...ada, name: alive(token).account }
        }),
      servers: (token, signal) =>
        ask(signal, () => [{ ...attic, name: `Server of ${alive(token).account}` }]),
      revoke: (token, signal) => ask(signal, () => void (alive(token).alive = false)),
    }
  }

  return {
    pins,
    mints,
    /** Each time it was asked whose a token is. */
    checks,
    api,
    livePins: () => pins.filter(({ endsAt, token }) => token === null && endsAt > clock.now()),
    liveTokens: () => [...tokens].filter(([, record]) => record.alive).map(([token]) => token),
    setDown: (value: boolean) => void (down = value),
    /** It keeps one token for an account and a computer: a new one retires the old. */
    approve(pin: FakePin, account: string) {
      for (const record of tokens.values()) if (record.account === account) record.alive = false
      pin.token = `token-of-plex-tv-${++serial}-${account}`
      pin.endsAt = clock.now() + CLAIMED_LIFE_MS
      tokens.set(pin.token, { account, alive: true })
      return pin.token
    },
    /** The person signs this computer out on its page of devices. */
    endFromOutside() {
      for (const record of tokens.values()) record.alive = false
    },
  }
}
