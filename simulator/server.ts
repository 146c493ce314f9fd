import { ada, addAccount, changePassword, devicesOf, revokeToken } from './accounts.ts'
import { createCertificates } from './certificates.ts'
import { judgeConduct } from './conduct.ts'
import { answerControl } from './control.ts'
import { planFault } from './faults.ts'
import { createListener, type Listener } from './listener.ts'
import { createPlainListener } from './plain-listener.ts'
import type { SimulatorOptions } from './options.ts'
import { claimPin, findByCode, isLive, pinRecord } from './pins.ts'
import type { ApiRequest } from './request.ts'
import { serveSafely } from './serve.ts'
import type { PinKey, Simulator } from './simulator.ts'
import { createState, type Mark, type Pin, type State } from './state.ts'

export type { Simulator } from './simulator.ts'
export type { Fault } from './faults.ts'
export type { SimulatorOptions } from './options.ts'

const findPin = (state: State, key: PinKey): Pin => {
  const pin =
    typeof key === 'string'
      ? (findByCode(state, key) ?? state.pins.findLast(each => each.code === key))
      : state.pins.find(each => each.id === key.id)
  if (!pin) throw new Error('There is no such pin')
  return pin
}

const claim = (state: State): Simulator['claim'] => {
  return (key, account = state.accounts[0], options = {}) => {
    const pin = findPin(state, key)
    if (pin.claim) throw new Error(`Pin ${pin.id} is already claimed`)
    if (!isLive(state, pin)) throw new Error(`Pin ${pin.id} has ended`)
    if (!account) throw new Error('There is no account')
    return claimPin(state, pin, account, options)
  }
}

const mark = (state: State, kind: Mark['kind'], subject: Mark['subject']): void => {
  state.marks.push({ at: state.clock.monotonic(), kind, subject })
}

/** Everything that needs no listener. */
const levers = (state: State) =>
  ({
    log: state.log,
    pins: () => state.pins.map(pin => pinRecord(state, pin)),
    latestPin: () => {
      const pin = state.pins.at(-1)
      return pin && pinRecord(state, pin)
    },
    accounts: () => state.accounts,
    account: over => addAccount(state, over),
    claim: claim(state),
    expire: key => {
      findPin(state, key).expiresAt = state.clock.now()
    },
    revoke: token => revokeToken(state, token),
    changePassword: (account, options) => changePassword(state, account, options),
    tokens: () => state.tokens.map(token => ({ ...token })),
    devices: account => devicesOf(state, account),
    advance: milliseconds => state.clock.advance(milliseconds),
    pass: milliseconds => state.clock.pass(milliseconds),
    setSkew: milliseconds => state.clock.setSkew(milliseconds),
    stopTime: () => state.clock.stop(),
    fault: (route, fault, times = 1) => planFault(state.faults, route, fault, times),
    clearFaults: () => {
      state.faults.length = 0
    },
    configure: options => {
      state.options = { ...state.options, ...options }
    },
    noteCancelled: key => mark(state, 'cancelled', findPin(state, key).id),
    noteSignedOut: token => mark(state, 'signed-out', token),
    noteStarted: () => mark(state, 'started', null),
    conduct: ({ allow } = {}) => judgeConduct(state, allow),
  }) satisfies Partial<Simulator>

/** The levers of the network: what cannot be reached is noted, so that silence then is not held against the client. */
const network = (state: State, listener: Listener) => {
  let paused = false
  let trusted = true
  const note = (): void => {
    const open = state.outages.find(({ to }) => to === null)
    const reachable = !paused && trusted
    if (reachable && open) open.to = state.clock.monotonic()
    if (!reachable && !open) state.outages.push({ from: state.clock.monotonic(), to: null })
  }
  return {
    tls: mode => {
      trusted = mode === 'trusted'
      listener.setMode(mode)
      note()
    },
    pause: () => {
      paused = true
      for (const entry of state.log) if (entry.endedAt === null) entry.cut = true
      listener.pause()
      note()
    },
    resume: () => {
      paused = false
      listener.resume()
      note()
    },
  } satisfies Partial<Simulator>
}

/** Starts plex.tv on loopback, with one account: Ada Lovelace. */
export async function startSimulator(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const state = createState(options)
  addAccount(state, ada)
  const { caPem, identities } = createCertificates()
  const control = (request: ApiRequest) => answerControl(simulator, request)
  const { port, http2, ipv6 } = state.options
  const listener = await createListener(port, identities, { http2, ipv6 }, (message, response, connection) =>
    serveSafely(state, message, response, { connection, control }),
  )
  const plain = await createPlainListener(state.options.httpPort, (message, response) =>
    serveSafely(state, message, response, { connection: null, control }),
  )
  const simulator: Simulator = {
    ...levers(state),
    ...network(state, listener),
    port: listener.port,
    httpPort: plain?.port ?? null,
    caPem,
    identity: identities.trusted,
    get redirectSink() {
      return state.log.filter(({ route }) => route === 'redirected')
    },
    get refusedHandshakes() {
      return listener.refusedHandshakes()
    },
    close: async () => {
      await Promise.all([listener.close(), plain?.close()])
    },
  }
  return simulator
}
