import type { ManualClock } from '../clock.fake.ts'
import { ada, attic } from '../../common/samples.fake.ts'
import { Secret } from '../secret.ts'
import { Failure } from '../failure.ts'
import type { PlexApi } from '../plex/port.ts'

interface FakePin {
  readonly id: number
  readonly code: string
  /** Whose it is: a key's identifier, or '' if Latchkey's own. */
  readonly device: string
  readonly issuedAt: number
  endsAt: number
  token: string | null
}

interface Options {
  readonly clock: ManualClock
  readonly pinLifeMs: number
}

/** Delivers an answer: after a while, or never. */
type Later = <T>(answer: () => T, signal: AbortSignal) => Promise<T>

const CLAIMED_LIFE_MS = 10_000

/** Where each server is. */
const ways = [
  {
    uri: 'https://192-168-1-20.0123.plex.direct:32400',
    address: '192.168.1.20',
    port: 32_400,
    local: true,
    relay: false,
  },
]

/** A shared server's own, which does not end with any session. */
export const serverKeyFor = (account: string): string => `own-key-of-server-for-${account}`

/** A plex.tv that keeps its promises, and whose people approve codes and end sessions. For tests. */
export function createWorldPlex({ clock, pinLifeMs }: Options) {
  const pins: FakePin[] = []
  const tokens = new Map<string, { readonly account: string; readonly device: string; alive: boolean }>()
  const mints: number[] = []
  const revocations: string[] = []
  const checks: Array<{ readonly at: number; readonly token: string; readonly alive: boolean }> = []
  let down = false
  let isShared = false
  let links: boolean | 'only said' = true
  let serial = 0

  const alive = (token: Secret) => {
    const record = tokens.get(token.reveal())
    if (record === undefined || !record.alive) throw new Failure('refused')
    return record
  }

  const api = (later: Later, device = ''): PlexApi => {
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
            device,
            issuedAt: clock.now(),
            endsAt: clock.now() + pinLifeMs,
            token: null,
          }
          pins.push(pin)
          if (device === '') mints.push(clock.now())
          return { pin: { id, code: pin.code }, lifeMs: pinLifeMs }
        }),
      check: ({ id }, _within, signal) =>
        ask(signal, () => {
          const pin = pins.find(other => other.id === id && other.device === device)
          if (pin === undefined || clock.now() >= pin.endsAt) return { kind: 'gone' }
          if (pin.token !== null) return { kind: 'claimed', token: new Secret(pin.token) }
          return { kind: 'pending', lifeMs: pin.endsAt - clock.now() }
        }),
      account: (token, signal) =>
        ask(signal, () => {
          const known = tokens.get(token.reveal())
          if (device === '')
            checks.push({ at: clock.now(), token: token.reveal(), alive: known?.alive ?? false })
          return { ...ada, name: alive(token).account }
        }),
      servers: (token, signal) =>
        ask(signal, () => [{ ...attic, name: `Server of ${alive(token).account}`, owned: !isShared }]),
      devices: (_token, signal) => ask(signal, () => []),
      revoke: (token, signal) =>
        ask(signal, () => {
          revocations.push(token.reveal())
          alive(token).alive = false
        }),
      link: (code, token, signal) =>
        ask(signal, () => {
          const { account } = alive(token)
          const pin = livePins().find(other => other.code === code)
          if (pin === undefined || links === false) throw new Failure('not-allowed')
          if (links === true) approve(pin, account)
        }),
      serverAccess: (_id, token, signal) =>
        ask(signal, () => {
          const { account } = alive(token)
          return { owned: !isShared, token: isShared ? new Secret(serverKeyFor(account)) : token, ways }
        }),
      serverWays: (token, signal) => ask(signal, () => new Map(alive(token).alive ? [[attic.id, ways]] : [])),
    }
  }

  const livePins = () => pins.filter(({ endsAt, token }) => token === null && endsAt > clock.now())

  /** plex.tv keeps one token for each account and device: a new one ends the old one. */
  function approve(pin: FakePin, account: string): string {
    for (const record of tokens.values())
      if (record.account === account && record.device === pin.device) record.alive = false
    pin.token = `token-of-plex-tv-${++serial}-${account}`
    pin.endsAt = clock.now() + CLAIMED_LIFE_MS
    tokens.set(pin.token, { account, device: pin.device, alive: true })
    return pin.token
  }

  return {
    pins,
    mints,
    /** Each token that it was asked to revoke. */
    revocations,
    /** Each time it was asked whose a token of Latchkey's is. */
    checks,
    api,
    livePins,
    liveTokens: () => [...tokens].filter(([, record]) => record.alive).map(([token]) => token),
    setDown: (value: boolean) => void (down = value),
    /** Whether a sign-in may approve codes, or is only told so. */
    /** Whether the server is somebody else's, from now on. */
    setShared: (value: boolean) => void (isShared = value),
    setLinks: (value: typeof links) => void (links = value),
    approve,
    /** The person signs this computer out on its page of devices. */
    endFromOutside(isMeant: (device: string) => boolean = device => device === '') {
      for (const record of tokens.values()) if (isMeant(record.device)) record.alive = false
    },
  }
}
