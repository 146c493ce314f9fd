import { Failure } from '../failure.ts'
import type { KeychainCalls } from './calls.ts'
import type { Asking, Keychain, Located, Place, SystemKeychain } from './port.ts'
import { knownFailure, whyUnread } from './trouble.ts'

interface Options {
  readonly account: string
  readonly calls: Pick<KeychainCalls, 'ask' | 'questions'>
  readonly keychain: Pick<SystemKeychain, 'locate' | 'process'>
}

interface How extends Required<Asking> {
  readonly asks: boolean
  /** Looks again whether a silent call may be made. */
  readonly ready?: () => Promise<void>
}

/** Where one item is to our process, and calls about it. */
export function createItemCalls({ account, calls, keychain }: Options) {
  /** The process that made this item: a keychain that guards its items lets it at this one unasked. */
  let maker: object | undefined
  /** The person was asked by macOS or Windows, and said no: then only a click asks again. */
  let saidNo = false

  const isMaker = () => maker !== undefined && maker === keychain.process()

  /** To the process that made it, what is guarded is open. */
  async function locate(): Promise<Located> {
    const found = await keychain.locate(account)
    return found.place === 'guarded' && isMaker() ? { ...found, place: 'readable' } : found
  }

  /** Makes a call, and notes whether the person was asked and said no where nothing else tells. */
  async function ask<T>(place: Place, call: (keychain: Keychain) => Promise<T>, how: How): Promise<T> {
    if (place === 'untold' && saidNo && how.silently) throw new Failure('keychain-locked')
    const before = calls.questions()
    const ready = how.silently && how.ready !== undefined ? { ready: how.ready } : {}
    try {
      const answer = await calls.ask(call, { asks: how.asks, ...ready })
      saidNo = false
      return answer
    } catch (error) {
      saidNo = place === 'untold' && calls.questions() !== before
      throw error
    }
  }

  /** Fails with why a call has failed. */
  async function explain(error: unknown): Promise<never> {
    const known = knownFailure(error)
    if (known !== undefined) throw known
    const { place } = await keychain.locate(account)
    if (place === 'untold') throw new Failure('keychain-locked', { cause: error })
    throw whyUnread(place) ?? new Failure('keychain-denied', { cause: error })
  }

  return { locate, ask, explain, isMaker, noteMaker: () => void (maker = keychain.process()) }
}
