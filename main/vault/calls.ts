import type { Clock } from '../clock.ts'
import { Failure } from '../failure.ts'
import type { Keychain, SystemKeychain } from './port.ts'
import { EndedError } from './process-answers.ts'

interface Options {
  readonly clock: Clock
  readonly keychain: Pick<SystemKeychain, 'open' | 'isAlive' | 'whyLate' | 'stop'>
}

export type KeychainCalls = ReturnType<typeof createKeychainCalls>

interface How {
  /** Whether the person has to be asked first. */
  readonly asks?: boolean
  /** Looks again, where the call had to wait for others or is repeated, whether it may be made. */
  readonly ready?: () => Promise<void>
}

/** A call that somebody has to answer first is known to wait after this; any other after the longer time. */
export const ASKED_AFTER_MS = 1_000
export const LATE_AFTER_MS = 5_000
const LOOK_EVERY_MS = 5_000
const MOST_MISSES = 1

/** The question was taken back by the person, or by a keychain that had refused the one before it. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError'
}

/**
 * Calls to the keychain, one at a time. A keychain does not answer while it asks the person, so a call is waited for as
 * long as the keychain answers anything else; if it does not, the call is ended and fails with `keychain-silent`.
 */
export function createKeychainCalls({ clock, keychain }: Options) {
  let turn: Promise<unknown> = Promise.resolve()
  let closed = false
  /** Whether somebody is being asked, as far as can be told from a call that does not come back. */
  let asking = false
  let takeBack = () => {}
  /** Calls that were waiting when the person refused: they would ask the same again. */
  let refused = 0
  let refusals = 0
  let calls = 0
  let unanswered = 0
  let questions = 0
  const listeners = new Set<() => void>()

  function setAsking(value: boolean) {
    if (asking === value) return
    asking = value
    for (const listener of listeners) listener()
  }

  function refuse() {
    refused = calls
    refusals++
  }

  function ask<T>(call: (keychain: Keychain) => Promise<T>, { asks = false, ready }: How = {}): Promise<T> {
    if (closed) return Promise.reject(new Error('The app is ending'))
    const number = ++calls
    const hadToWait = unanswered++ > 0
    const answer = turn.then(async () => {
      if (number <= refused) throw new UnansweredError('The question before it was refused')
      if (hadToWait) await ready?.()
      return waited(() => made(call, ready), asks)
    })
    turn = answer.catch(() => {}).then(() => void unanswered--)
    return answer
  }

  /** A process may be killed at any moment: asks once more, unless that would ask the person, who was not to be asked. */
  async function made<T>(call: (keychain: Keychain) => Promise<T>, ready?: () => Promise<void>): Promise<T> {
    try {
      return await call(await keychain.open())
    } catch (error) {
      if (closed || !(error instanceof EndedError)) throw error
      await ready?.()
      return call(await keychain.open())
    }
  }

  function waited<T>(make: () => Promise<T>, asks: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      const began = clock.now()
      let cancel = clock.at(began + (asks ? ASKED_AFTER_MS : LATE_AFTER_MS), () => void look())
      let over = false
      const finish = (end: () => void) => {
        if (over) return
        over = true
        cancel()
        takeBack = () => {}
        end()
        setAsking(false)
      }
      const give = (error: Error) => {
        finish(() => reject(error))
        keychain.stop?.()
      }
      let asked = false
      let misses = 0
      async function look() {
        const unstarted = keychain.whyLate()
        if (unstarted !== undefined && clock.now() >= began + LATE_AFTER_MS) return give(unstarted)
        if (unstarted !== undefined) {
          cancel = clock.at(began + LATE_AFTER_MS, () => void look())
          return
        }
        if (!asked) questions++
        asked = true
        const alive = await keychain.isAlive()
        if (over) return
        misses = alive ? 0 : misses + 1
        // A dialog that stands outlives a moment in which its keychain is busy.
        if (misses > (asking ? MOST_MISSES : 0)) return give(new Failure('keychain-silent'))
        setAsking(true)
        cancel = clock.at(clock.now() + LOOK_EVERY_MS, () => void look())
      }
      takeBack = () => give(new UnansweredError('The question was taken back'))
      Promise.resolve()
        .then(make)
        .then(
          value => finish(() => resolve(value)),
          (error: unknown) =>
            finish(() => {
              if (asking) refuse()
              reject(error as Error)
            }),
        )
    })
  }

  return {
    ask,
    /** Whether the keychain is asking the person. */
    asking: () => asking,
    /** Calls back whenever that changes. */
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    /** The person said no: what is waiting behind that question fails too. */
    refuse,
    /** How often the person has said no. */
    refusals: () => refusals,
    /** How often the person has been asked, or may have been. */
    questions: () => questions,
    /** Whether `cancel` can take a question back. */
    canCancel: keychain.stop !== null,
    /** Takes the question back that the person has not answered. */
    cancel: () => {
      if (!asking || keychain.stop === null) return
      refuse()
      takeBack()
    },
    /**
     * Takes no more calls, since the process crashes if Node ends during one. Resolves with whether all were answered
     * within `ms` milliseconds: otherwise the process cannot end by itself.
     */
    close(ms: number): Promise<boolean> {
      closed = true
      return new Promise(resolve => {
        const cancel = clock.at(clock.now() + ms, () => resolve(false))
        void turn.then(() => {
          cancel()
          resolve(true)
        })
      })
    },
  }
}
