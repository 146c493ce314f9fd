import * as v from 'valibot'
import { jsonAnswer, type Answer } from './answer.ts'
import type { ConductRule } from './conduct.ts'
import { FaultSchema, OptionsSchema } from './control-schemas.ts'
import type { Fault } from './faults.ts'
import type { SimulatorOptions } from './options.ts'
import type { Account } from './records.ts'
import type { ApiRequest } from './request.ts'
import type { Simulator } from './simulator.ts'

type Command = (simulator: Simulator, input: unknown, query: Readonly<Record<string, string>>) => unknown

const PinInput = v.union([v.object({ code: v.string() }), v.object({ id: v.number() })])
const pinKey = (input: unknown) => {
  const pin = v.parse(PinInput, input)
  return 'code' in pin ? pin.code : pin
}

const accountNamed = (simulator: Simulator, key: string | undefined): Account | undefined => {
  if (key === undefined) return undefined
  const account = simulator.accounts().find(({ username, uuid }) => username === key || uuid === key)
  if (!account) throw new Error(`There is no account “${key}”`)
  return account
}

const withAccount = (simulator: Simulator, key: string): Account => {
  const account = accountNamed(simulator, key)
  if (!account) throw new Error('An account is needed')
  return account
}

const read: Readonly<Record<string, Command>> = {
  pins: simulator => simulator.pins(),
  tokens: simulator => simulator.tokens(),
  accounts: simulator => simulator.accounts(),
  devices: (simulator, _, query) => simulator.devices(withAccount(simulator, query['account'] ?? 'ada')),
  log: simulator => simulator.log,
  conduct: (simulator, _, query) =>
    simulator.conduct({ allow: (query['allow'] ?? '').split(',').filter(Boolean) as ConductRule[] }),
}

const done = { done: true }

const write: Readonly<Record<string, Command>> = {
  claim: (simulator, input) => {
    const { account, token } = v.parse(
      v.object({ account: v.optional(v.string()), token: v.optional(v.string()) }),
      input,
    )
    const options = token === undefined ? {} : { token }
    return { token: simulator.claim(pinKey(input), accountNamed(simulator, account), options) }
  },
  account: (simulator, input) =>
    simulator.account(v.parse(v.record(v.string(), v.unknown()), input) as Partial<Account>),
  expire: (simulator, input) => simulator.expire(pinKey(input)),
  cancelled: (simulator, input) => simulator.noteCancelled(pinKey(input)),
  revoke: (simulator, input) => simulator.revoke(v.parse(v.object({ token: v.string() }), input).token),
  changePassword: (simulator, input) => {
    const { account, signOut } = v.parse(v.object({ account: v.string(), signOut: v.boolean() }), input)
    simulator.changePassword(withAccount(simulator, account), { signOut })
  },
  advance: (simulator, input) =>
    simulator.advance(v.parse(v.object({ milliseconds: v.number() }), input).milliseconds),
  skew: (simulator, input) =>
    simulator.setSkew(v.parse(v.object({ milliseconds: v.number() }), input).milliseconds),
  fault: (simulator, input) => {
    const { route, fault, times } = v.parse(FaultSchema, input)
    simulator.fault(route, fault as Fault, times === 'infinity' ? Infinity : times)
  },
  clearFaults: simulator => simulator.clearFaults(),
  configure: (simulator, input) =>
    simulator.configure(v.parse(OptionsSchema, input) as Partial<SimulatorOptions>),
  tls: (simulator, input) =>
    simulator.tls(
      v.parse(
        v.object({ mode: v.picklist(['trusted', 'self-signed', 'expired', 'not-yet-valid', 'wrong-host']) }),
        input,
      ).mode,
    ),
  pause: simulator => simulator.pause(),
  resume: simulator => simulator.resume(),
}

/** Answers `/__ctl/…`: GET reads, POST changes, both in JSON. A web page of another origin is refused. */
export function answerControl(simulator: Simulator, request: ApiRequest): Answer {
  if (request.headers['origin'] !== undefined) return jsonAnswer(403, { error: 'Not for web pages' })
  const commands = request.method === 'GET' ? read : write
  const name = request.path.slice('/__ctl/'.length)
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) return jsonAnswer(404, { error: `There is no ${request.method} ${request.path}` })
  try {
    const input: unknown = request.method === 'GET' || request.body === '' ? {} : JSON.parse(request.body)
    return jsonAnswer(200, command(simulator, input, request.query) ?? done)
  } catch (error) {
    return jsonAnswer(400, { error: error instanceof Error ? error.message : String(error) })
  }
}
