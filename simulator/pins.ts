import { randomInt } from 'node:crypto'
import { linkDevice } from './accounts.ts'
import type { Account, PinRecord } from './records.ts'
import type { DeviceDescription, Pin, State } from './state.ts'

const pick = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('')

const weakCode = (): string => {
  const code = pick('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', 4)
  // A code of digits alone cannot be told from a version or a port when the log is searched for codes.
  return /[A-Z]/.test(code) ? code : weakCode()
}

const strongCode = (): string => pick('abcdefghijklmnopqrstuvwxyz0123456789', 25)

const unused = <T>(make: () => T, taken: (value: T) => boolean): T => {
  const value = make()
  return taken(value) ? unused(make, taken) : value
}

/** Whether a read can still find the pin. */
export function isLive(state: State, pin: Pin): boolean {
  if (state.options.readOnce && pin.tokenReads > 0) return false
  return state.clock.now() < pin.expiresAt
}

/** Makes a pin for a device. */
export function mintPin(state: State, strong: boolean, device: DeviceDescription): Pin {
  const { largeIds, lifeSeconds } = state.options
  const now = state.clock.now()
  const pin: Pin = {
    id: unused(
      () => (largeIds ? randomInt(2 ** 31, 2 ** 32) : randomInt(300_000_000, 2 ** 31)),
      id => state.pins.some(other => other.id === id),
    ),
    code: unused(strong ? strongCode : weakCode, code =>
      state.pins.some(other => other.code === code && isLive(state, other)),
    ),
    strong,
    device,
    createdAt: now,
    expiresAt: now + (lifeSeconds ?? (strong ? 1800 : 900)) * 1000,
    claim: null,
    readsSinceClaim: 0,
    tokenReads: 0,
  }
  state.pins.push(pin)
  return pin
}

/** The living pin with this code; weak codes are matched case-blind. */
export function findByCode(state: State, code: string): Pin | undefined {
  const typed = code.trim()
  return state.pins.findLast(
    pin => isLive(state, pin) && (pin.code === typed || (!pin.strong && pin.code === typed.toUpperCase())),
  )
}

/** A living pin that nobody has claimed yet, by its code. */
export function findClaimable(state: State, code: string): Pin | undefined {
  const pin = findByCode(state, code)
  return pin?.claim === null ? pin : undefined
}

/** The living pin with this id, if this identifier minted it. */
export function findForRead(state: State, id: number, clientIdentifier: string): Pin | undefined {
  return state.pins.find(
    pin => pin.id === id && pin.device.clientIdentifier === clientIdentifier && isLive(state, pin),
  )
}

const cutLife = (state: State, pin: Pin): void => {
  pin.expiresAt = state.clock.now() + state.options.claimWindowSeconds * 1000
}

/** Approves a pin; returns the token. */
export function claimPin(
  state: State,
  pin: Pin,
  account: Account,
  { token, newRegistration = false }: { token?: string | undefined; newRegistration?: boolean } = {},
): string {
  pin.claim = { token: linkDevice(state, account, pin.device, token).token, newRegistration }
  if (state.options.claimWindow === 'claim') cutLife(state, pin)
  return pin.claim.token
}

/** What a read of the pin shows: its claim, or null as long as there is none or the lag hides it. */
export function readPin(state: State, pin: Pin): Pin['claim'] {
  if (!pin.claim) return null
  pin.readsSinceClaim += 1
  if (pin.readsSinceClaim <= state.options.claimLagPolls) return null
  if (state.options.claimWindow === 'firstRead' && pin.tokenReads === 0) cutLife(state, pin)
  pin.tokenReads += 1
  return pin.claim
}

/** Whole seconds, rounded up. */
export const secondsLeft = ({ clock }: State, { expiresAt }: Pin): number =>
  Math.max(0, Math.ceil((expiresAt - clock.now()) / 1000))

/** The pin as a test sees it. */
export function pinRecord(state: State, pin: Pin): PinRecord {
  return {
    id: pin.id,
    code: pin.code,
    strong: pin.strong,
    clientIdentifier: pin.device.clientIdentifier,
    product: pin.device.product ?? '0',
    state: pin.claim ? 'claimed' : isLive(state, pin) ? 'pending' : 'expired',
    expiresIn: secondsLeft(state, pin),
    polls: state.log.filter(entry => entry.route === 'poll' && entry.pinId === pin.id).map(({ at }) => at),
  }
}
