import type { Clock } from '../clock.ts'
import type { Answered, Asked, Call, Value } from './messages.ts'
import {
  EndedError,
  failure,
  keychainOver,
  MissingError,
  NeverRanError,
  type Pending,
  refuse,
} from './process-answers.ts'
import { UnstartedError } from './unstarted.ts'

/** A process that was started for the keychain. */
export interface Child {
  /** Called once, as soon as its script runs. */
  started(hear: () => void): void
  ask(asked: Asked): void
  answered(hear: (answer: Answered) => void): void
  /** Called once when it has ended, for whatever reason; never if it could not be started. */
  ended(hear: () => void): void
  /** Works also while it is still being started. */
  end(): void
}

interface Options {
  readonly start: () => Child
  /** Whether a file that it is started from has changed. */
  readonly isChanged: () => Promise<boolean>
  readonly clock: Clock
}

const REST_MS = 30_000
const STARTS_WITHIN_MS = 30_000
const GONE_WITHIN_MS = 1_000

/**
 * The keychain in a process of its own, which has only the environment that we give it. It is started for a call, and
 * ended when there was no call for a while or when one failed, so the next call starts afresh.
 */
export function createKeychainProcess({ start, isChanged, clock }: Options) {
  /** What each process has not answered yet. */
  const running = new Map<Child, Map<number, Pending>>()
  let present: ReturnType<typeof begin> | undefined
  let loadable = false
  let closed = false
  let held = false
  /** How many have ended in a row before they had answered. */
  let endings = 0
  let cancelRest = () => {}
  let allGone = () => {}
  let ids = 0

  function begin() {
    const child = started()
    const pending = new Map<number, Pending>()
    let runs = false
    running.set(child, pending)
    child.answered(answer => {
      const asked = pending.get(answer.id)
      if (asked === undefined) return
      pending.delete(answer.id)
      endings = 0
      loadable ||= 'value' in answer || 'failed' in answer
      if ('value' in answer) asked.resolve(answer.value)
      else asked.reject(failure(answer))
      if (!('value' in answer)) leave(child)
      if (pending.size > 0) return
      if (present?.child !== child) return child.end()
      if (!held)
        cancelRest = clock.at(clock.now() + REST_MS, () => {
          leave(child)
          child.end()
        })
    })
    const ended = () => {
      cancelStart()
      leave(child)
      running.delete(child)
      refuse(pending, runs ? new EndedError('The process ended') : new NeverRanError('It never ran'))
      if (running.size === 0) allGone()
    }
    // HAZARD: Electron says nothing when the system starts no more processes (33.2.1: no `exit`, no `error`).
    const cancelStart = clock.at(clock.now() + STARTS_WITHIN_MS, () => {
      child.end()
      ended()
    })
    child.started(() => {
      runs = true
      cancelStart()
    })
    child.ended(ended)
    return { child, pending, runs: () => runs }
  }

  function started(): Child {
    try {
      return start()
    } catch (error) {
      throw new UnstartedError('unstarted', error)
    }
  }

  /** It still answers what it was asked, but gets no more questions. */
  function leave(child: Child) {
    if (present?.child !== child) return
    cancelRest()
    present = undefined
  }

  function end(child: Child, pending: Map<number, Pending>, why: Error) {
    leave(child)
    refuse(pending, why)
    child.end()
  }

  const ask = (call: Call, ...given: readonly string[]): Promise<Value> => askOnce(call, given).catch(typed)

  /** An `EndedError` once: it may be asked again. The next in a row is told by its cause. */
  async function typed(error: unknown): Promise<never> {
    if (closed || !(error instanceof EndedError)) throw error
    if (++endings === 1) throw error
    // A changed file may end it at any line, not only before its first.
    if (await isChanged()) throw new UnstartedError('unreadable', error)
    throw error instanceof NeverRanError ? new UnstartedError('unstarted', error) : error
  }

  function askOnce(call: Call, given: readonly string[]): Promise<Value> {
    if (closed) return Promise.reject(new Error('The app is ending'))
    return new Promise((resolve, reject) => {
      present ??= begin()
      cancelRest()
      const id = ++ids
      present.pending.set(id, { resolve, reject })
      present.child.ask({ id, call, given })
    })
  }

  const keychain = keychainOver(ask)

  return {
    open: () => Promise.resolve(keychain),
    /** The process that the next call is made in; undefined if that would be a new one. */
    process: (): object | undefined => present?.child,
    /** Lets the present process and later ones rest for as long as the app runs. */
    hold() {
      held = true
      cancelRest()
    },
    /** Ends the processes that were asked something; what they were asked fails. */
    stop() {
      for (const [child, pending] of running)
        end(child, pending, new Error('It was ended before it answered'))
    },
    /**
     * Another keychain answers now. HAZARD: libsecret never comes back from a call to the one before, so what is open
     * is asked again, of a new process.
     */
    renew() {
      for (const [child, pending] of running) end(child, pending, new EndedError('The keychain was replaced'))
    },
    /** The error for a call that is not answered because the system has not even started the process. */
    whyLate: () => (present?.runs() === false ? new UnstartedError('unstarted', 'not yet') : undefined),
    /** Whether the native module can be loaded. Rejects if the process ended while loading it. */
    async isLoadable(): Promise<boolean> {
      if (loadable) return true
      try {
        await ask('load').catch((error: unknown) => {
          if (error instanceof EndedError) return ask('load')
          throw error
        })
        return true
      } catch (error) {
        if (error instanceof MissingError) return false
        throw error
      }
    },
    /** Ends all processes, also in the middle of a call; resolves with whether they are gone within a second. */
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
        for (const child of running.keys()) child.end()
      })
    },
  }
}
