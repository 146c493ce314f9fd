import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { answerLater, createBench, found, never, refuse } from './keychain.bench.ts'

const token = new Secret('sentinel-token-of-plex-tv')
const newer = new Secret('newer-token-of-plex-tv')

let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

describe('the queue', () => {
  it('asks for one thing at a time, in order', async () => {
    let running = 0
    let most = 0
    const { keychain, working } = bench
    async function slowly<T>(call: () => Promise<T>): Promise<T> {
      most = Math.max(most, ++running)
      await settle()
      running--
      return call()
    }
    keychain.getPassword = (...names) => slowly(() => working.getPassword(...names))
    keychain.setPassword = (...names) => slowly(() => working.setPassword(...names))
    keychain.deletePassword = (...names) => slowly(() => working.deletePassword(...names))
    const vault = bench.vault()
    await Promise.all([
      vault.read(),
      vault.write(token),
      vault.write(newer),
      vault.erase(),
      vault.write(token),
    ])
    expect(most).toBe(1)
    expect(bench.calls).toEqual([
      'get Latchkey plex-token',
      'set Latchkey plex-token sentinel-token-of-plex-tv',
      'set Latchkey plex-token newer-token-of-plex-tv',
      'delete Latchkey plex-token',
      'set Latchkey plex-token sentinel-token-of-plex-tv',
    ])
  })

  it('goes on after a call that failed', async () => {
    bench.keychain.getPassword = refuse
    const vault = bench.vault()
    const reading = found(vault)
    expect(await vault.write(token)).toBe('keychain')
    expect(await reading).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'memory' })
  })

  it('waits five seconds for a call, and no longer', async () => {
    bench.keychain.setPassword = never
    const kept: string[] = []
    void bench
      .vault()
      .write(token)
      .then(answer => kept.push(answer))
    await settle()
    await bench.clock.advance(4_999)
    expect(kept).toEqual([])
    await bench.clock.advance(1)
    expect(kept).toEqual(['memory'])
  })

  it('makes nobody wait for ever behind a call that hangs', async () => {
    bench.keychain.getPassword = never
    const vault = bench.vault()
    const reading = found(vault)
    const writing = vault.write(token)
    expect(await bench.givenUp(reading)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'memory' })
    expect(await writing).toBe('keychain')
  })

  it('leaves a keychain alone while three calls hang in it, and asks again when one came back', async () => {
    const { answers, call } = answerLater<string | null>()
    bench.keychain.getPassword = call
    const vault = bench.vault()
    for (let hanging = 0; hanging < 3; hanging++) await bench.givenUp(vault.read())
    expect(await vault.read()).toBeUndefined()
    expect(await vault.write(token)).toBe('memory')
    expect({ asked: answers.length, calls: bench.calls, timers: bench.clock.pending }).toEqual({
      asked: 3,
      calls: [],
      timers: 0,
    })
    answers[1]?.reject(new Error('The prompt was dismissed'))
    await settle()
    expect(await vault.write(newer)).toBe('keychain')
  })

  it('does not lose a newer token to the success of an older one', async () => {
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const vault = bench.vault()
    const older = vault.write(token)
    const younger = vault.write(newer)
    await settle()
    answers[0]?.resolve()
    await settle()
    answers[1]?.reject(new Error('locked'))
    expect(await Promise.all([older, younger])).toEqual(['keychain', 'memory'])
    expect(await found(vault)).toEqual({ token: 'newer-token-of-plex-tv', kept: 'memory' })
  })
})

/** Calls that hang until they are let go, one by one, and then do what they were asked. */
function hangingKeychain() {
  const held: Array<() => void> = []
  const hang = () => new Promise<void>(resolve => held.push(resolve))
  const { keychain, working } = bench
  keychain.setPassword = (...given) => hang().then(() => working.setPassword(...given))
  keychain.deletePassword = (...given) => hang().then(() => working.deletePassword(...given))
  return async function letGo() {
    Object.assign(keychain, working)
    for (const go of held) {
      go()
      await settle()
    }
  }
}

describe('a keychain that answers after it was given up', () => {
  it('is believed about a token that is still wanted', async () => {
    const letGo = hangingKeychain()
    const vault = bench.vault()
    expect(await bench.givenUp(vault.write(token))).toBe('memory')
    expect(bench.hint).toBe('unknown')
    await letGo()
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({
      stored: 'sentinel-token-of-plex-tv',
      hint: 'yes',
    })
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
    expect(bench.keptAfterAll).toBe(1)
  })

  it.each([
    ['that worked', true],
    ['that hung as well', false],
  ])('is emptied again when the token was erased meanwhile, in a call %s', async (_how, works) => {
    const letGo = hangingKeychain()
    const vault = bench.vault()
    await bench.givenUp(vault.write(token))
    if (works) bench.keychain.deletePassword = bench.working.deletePassword
    await bench.givenUp(vault.erase())
    await letGo()
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
    expect(await vault.read()).toBeUndefined()
  })

  it.each([
    ['that worked', true, 'keychain', 0],
    ['that hung as well', false, 'memory', 1],
  ])('ends up with the token of a later sign-in, stored in a call %s', async (_how, works, kept, moved) => {
    const letGo = hangingKeychain()
    const vault = bench.vault()
    await bench.givenUp(vault.write(token))
    await bench.givenUp(vault.erase())
    if (works) bench.keychain.setPassword = bench.working.setPassword
    expect(await bench.givenUp(vault.write(newer))).toBe(kept)
    await letGo()
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({
      stored: 'newer-token-of-plex-tv',
      hint: 'yes',
    })
    expect(await found(vault)).toEqual({ token: 'newer-token-of-plex-tv', kept: 'keychain' })
    expect(bench.keptAfterAll).toBe(moved)
  })

  it('is believed about an erasure that was given up', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'sentinel-token-of-plex-tv' })
    const letGo = hangingKeychain()
    const vault = bench.vault()
    await expect(bench.givenUp(vault.erase())).rejects.toMatchObject({ problem: 'keychain-locked' })
    await letGo()
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
    expect(await vault.read()).toBeUndefined()
  })

  it('says nothing of a token that came while it was being emptied', async () => {
    const storing = answerLater<void>()
    const emptying = answerLater<boolean>()
    bench.keychain.setPassword = storing.call
    const vault = bench.vault()
    await bench.givenUp(vault.write(token))
    await vault.erase()
    bench.keychain.deletePassword = emptying.call
    storing.answers[0]?.resolve()
    await settle()
    bench.keychain.setPassword = refuse
    const writing = vault.write(newer)
    emptying.answers[0]?.resolve(true)
    expect(await writing).toBe('memory')
    expect(bench.hints).toEqual(['unknown', 'no', 'unknown'])
  })
})
