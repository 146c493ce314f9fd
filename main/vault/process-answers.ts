import type { Answered, Call, Value } from './messages.ts'
import type { Keychain } from './port.ts'
import { UnstartedError } from './unstarted.ts'

/** The process ended before it had answered. */
export class EndedError extends Error {
  override readonly name: string = 'EndedError'
}

/** It ended before its first line ran: a file or something else that it needs is missing. */
export class NeverRanError extends EndedError {}

/** The native module, or libsecret, cannot be loaded. */
export class MissingError extends Error {
  override readonly name = 'MissingError'
}

export function failure(answer: Exclude<Answered, { value: unknown }>): Error {
  if ('failed' in answer) return new Error(answer.failed)
  return 'missing' in answer
    ? new MissingError(answer.missing)
    : new UnstartedError('unreadable', answer.unreadable)
}

const odd = () => new Error('The process of the keychain answered something else')

function textOrNull(value: Value): string | null {
  if (value !== null && typeof value !== 'string') throw odd()
  return value
}

const isTrue = (value: Value): boolean => value === true

function listed(value: Value) {
  if (!Array.isArray(value)) throw odd()
  return value as Extract<Value, readonly unknown[]>
}

/** The keychain that a process with these calls is. */
export const keychainOver = (ask: (call: Call, ...given: readonly string[]) => Promise<Value>): Keychain => ({
  getPassword: (service, account) => ask('getPassword', service, account).then(textOrNull),
  setPassword: (service, account, password) =>
    ask('setPassword', service, account, password).then(() => undefined),
  deletePassword: (service, account) => ask('deletePassword', service, account).then(isTrue),
  findCredentials: service => ask('findCredentials', service).then(listed),
})

/** A call that the process has not answered yet. */
export interface Pending {
  readonly resolve: (value: Value) => void
  readonly reject: (error: Error) => void
}

export function refuse(pending: Map<number, Pending>, why: Error) {
  for (const { reject } of pending.values()) reject(why)
  pending.clear()
}
