import type { Clock } from '../clock.ts'
import type { Keychain } from './port.ts'
import type { Answered, Asked, Call } from './messages.ts'
import { UnstartedError } from './unstarted.ts'

/** A process that was started for the keychain. */
export interface Child {
  /** Told once, as soon as what it was started with runs. */
  started(hear: () => void): void
  ask(asked: Asked): void
  answered(hear: (answer: Answered) => void): void
  /** Told once, however it came about; never where none could be started. */
  ended(hear: () => void): void
  /** Also where it is still being started. */
  end(): void
}

interface Options {
  readonly start: () => Child
  /** Whether a file that it is started from is not what it was. */
  readonly isChanged: () => Promise<boolean>
  readonly clock: Clock
}

interface Pending {
  readonly resolve: (value: Value) => void
  readonly reject: (error: Error) => void
}

type Value = string | boolean | null

const REST_MS = 30_000
const STARTS_WITHIN_MS = 30_000
const GONE_WITHIN_MS = 1_000

/**
 * The keychain in a process of its own, which has the environment that we give it. It is started for a call, and ended
 * when there was none for a while, or when one failed: whatever was wrong with it, the next one begins anew.
 */
export function createKeychainProcess({ start, isChanged, clock }: Options) {
  const running = new Set<Child>()
  let present: ReturnType<typeof begin> | undefined
  let loadable = false
  let closed = false
  let cancelRest = () => {}
  let allGone = () => {}
  let ids = 0

  function begin() {
    const child = started()
    const pending = new Map<number, Pending>()
    let runs = false
    running.add(child)
    child.answered(answer => {
      const asked = pending.get(answer.id)
      if (asked === undefined) return
      pending.delete(answer.id)
      loadable ||= 'value' in answer || 'failed' in answer
      if ('value' in answer) asked.resolve(answer.value)
      else asked.reject(failure(answer))
      if (!('value' in answer)) leave(child)
      if (pending.size > 0) return
      if (present?.child !== child) return child.end()
      cancelRest = clock.at(clock.now() + REST_MS, () => {
        leave(child)
        child.end()
      })
    })
    const end = () => {
      cancelStart()
      leave(child)
      running.delete(child)
      const error = runs
        ? new EndedError('The process of the keychain ended')
        : new NeverRanError('It never ran')
      for (const { reject } of pending.values()) reject(error)
      pending.clear()
      if (running.size === 0) allGone()
    }
    // HAZARD: where the system starts no more processes Electron says nothing (33.2.1: no `exit`, no `error`).
    const cancelStart = clock.at(clock.now() + STARTS_WITHIN_MS, () => {
      child.end()
      end()
    })
    child.started(() => {
      runs = true
      cancelStart()
    })
    child.ended(end)
    return { child, pending, runs: () => runs }
  }

  function started(): Child {
    try {
      return start()
    } catch (error) {
      throw new UnstartedError('unstarted', error)
    }
  }

  /** It answers what it was asked, and is asked no more. */
  function leave(child: Child) {
    if (present?.child !== child) return
    cancelRest()
    present = undefined
  }

  /** A process may be killed at any moment, and asking twice for the same does no harm: one death is made good. */
  const ask = (call: Call, ...given: readonly string[]): Promise<Value> =>
    askOnce(call, given).catch((error: unknown) => {
      if (closed || !(error instanceof EndedError)) throw error
      return askOnce(call, given).catch(typed)
    })

  async function typed(error: unknown): Promise<never> {
    if (!(error instanceof EndedError)) throw error
    // What has changed may have ended it at any later line, too.
    if (await isChanged()) throw new UnstartedError('unreadable', error)
    throw error instanceof NeverRanError ? new UnstartedError('unstarted', error) : error
  }

  function askOnce(call: Call, given: readonly string[]): Promise<Value> {
    return new Promise((resolve, reject) => {
      present ??= begin()
      cancelRest()
      const id = ++ids
      present.pending.set(id, { resolve, reject })
      present.child.ask({ id, call, given })
    })
  }

  const keychain: Keychain = {
    getPassword: (service, account) => ask('getPassword', service, account).then(textOrNull),
    setPassword: (service, account, password) =>
      ask('setPassword', service, account, password).then(() => undefined),
    deletePassword: (service, account) => ask('deletePassword', service, account).then(isTrue),
  }

  return {
    open: () => Promise.resolve(keychain),
    /** What is to be said of a call that is not answered, where the system has not even started who is to answer. */
    whyLate: () => (present?.runs() === false ? new UnstartedError('unstarted', 'not yet') : undefined),
    /** Whether there is a native module to be loaded. Rejects where the process ended over it. */
    async isLoadable(): Promise<boolean> {
      if (loadable) return true
      try {
        await ask('load')
      } catch (error) {
        if (error instanceof MissingError) return false
        throw error
      }
      return true
    },
    /** Ends what runs, in the middle of a call too; whether it has gone within a second. */
    end(): Promise<boolean> {
      closed = true
      cancelRest()
      present = undefined
      if (running.size === 0) return Promise.resolve(true)
      return new Promise(resolve => {
        const cancel = clock.at(clock.now() + GONE_WITHIN_MS, () => resolve(false))
        allGone = () => {
          cancel()
          resolve(true)
        }
        for (const child of running) child.end()
      })
    },
  }
}

class EndedError extends Error {
  override readonly name: string = 'EndedError'
}

/** It ended before its first line: what it is started from is not there, or something else was not to be had. */
class NeverRanError extends EndedError {}

class MissingError extends Error {
  override readonly name = 'MissingError'
}

function failure(answer: Exclude<Answered, { value: unknown }>): Error {
  if ('failed' in answer) return new Error(answer.failed)
  return 'missing' in answer
    ? new MissingError(answer.missing)
    : new UnstartedError('unreadable', answer.unreadable)
}

function textOrNull(value: Value): string | null {
  if (value !== null && typeof value !== 'string')
    throw new Error('The process of the keychain answered something else')
  return value
}

const isTrue = (value: Value): boolean => value === true
