import { randomBytes, randomInt } from 'node:crypto'
import type { Account, DeviceRecord } from './records.ts'
import type { Device, DeviceDescription, State, Token } from './state.ts'

/** Adds a person; what is not given is made up. */
export function addAccount(state: State, over: Partial<Account> = {}): Account {
  const username = over.username === undefined ? `person${state.accounts.length + 1}` : over.username
  const account: Account = {
    id: randomInt(1_000_000, 2_000_000_000),
    uuid: randomBytes(8).toString('hex'),
    title: username,
    email: username ? `${username}@example.com` : '',
    friendlyName: '',
    managed: false,
    homePin: null,
    more: {},
    ...over,
    username,
  }
  state.accounts.push(account)
  return account
}

/** The first account of a new simulator. */
export const ada: Partial<Account> = {
  username: 'ada',
  title: 'Ada Lovelace',
  email: 'ada@example.com',
  friendlyName: 'Ada Lovelace',
}

/** Finds an account by user name, uuid or id. */
export function findAccount(state: State, key: string): Account | undefined {
  return state.accounts.find(
    account => account.username === key || account.uuid === key || String(account.id) === key,
  )
}

const newToken = (): string => randomBytes(15).toString('base64url')

/** Links a device to an account: retires the token it had, unless the options say that it comes back. */
export function linkDevice(
  state: State,
  account: Account,
  description: DeviceDescription,
  wanted?: string,
): Token {
  const { clientIdentifier } = description
  const now = state.clock.now()
  const old = state.tokens.find(
    token => token.alive && token.account === account && token.clientIdentifier === clientIdentifier,
  )
  if (old && state.options.relinkReturnsSameToken && wanted === undefined) return old
  if (old) old.alive = false
  const token: Token = { token: wanted ?? newToken(), account, clientIdentifier, alive: true }
  state.tokens.push(token)
  removeDevices(
    state,
    device => device.account === account && device.record.clientIdentifier === clientIdentifier,
  )
  const record: DeviceRecord = {
    id: randomInt(1, 2_000_000_000),
    ...shownOf(description),
    clientIdentifier,
    token: token.token,
    createdAt: now,
    lastSeenAt: now,
  }
  state.devices.push({ account, record })
  return token
}

const shownOf = ({ name, product, version, platform, platformVersion, device }: DeviceDescription) => ({
  name,
  product: product ?? '0',
  version,
  platform,
  platformVersion,
  device,
})

/** A device has used its token: the account's list shows it as it describes itself now, if it does. */
export function noteSeen(state: State, { token }: Token, description: DeviceDescription): void {
  const seen = state.devices.find(
    ({ record }) => record.token === token && record.clientIdentifier === description.clientIdentifier,
  )
  if (!seen) return
  const says = description.product === null ? {} : shownOf(description)
  Object.assign(seen.record, says, { lastSeenAt: state.clock.now() })
}

const removeDevices = (state: State, dead: (device: Device) => boolean): void => {
  const kept = state.devices.filter(device => !dead(device))
  state.devices.splice(0, state.devices.length, ...kept)
}

/** The living token with this text. */
export function aliveToken(state: State, text: string | null): Token | undefined {
  return text === null ? undefined : state.tokens.find(token => token.alive && token.token === text)
}

/** Ends a token; its device leaves the account's list. */
export function revokeToken(state: State, text: string): void {
  for (const token of state.tokens) if (token.token === text) token.alive = false
  removeDevices(state, ({ record }) => record.token === text)
}

/** A new password: with `signOut` all the tokens of the account end, without they stay. */
export function changePassword(state: State, account: Account, { signOut }: { signOut: boolean }): void {
  if (!signOut) return
  for (const token of state.tokens) if (token.account === account) revokeToken(state, token.token)
}

/** The devices of an account, oldest first. */
export function devicesOf(state: State, account: Account): DeviceRecord[] {
  return state.devices.filter(device => device.account === account).map(({ record }) => record)
}
