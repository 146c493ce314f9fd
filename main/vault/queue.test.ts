import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { answerLater, createBench, found, never, refuse } from './keychain.bench.ts'

const token = new Secret('sentinel-token')
const newer = new Secret('newer-token')

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
      'set Latchkey plex-token sentinel-token',
      'set Latchkey plex-token newer-token',
      'delete Latchkey plex-token',
      'set Latchkey plex-token sentinel-token',
    ])
  })

  it('goes on after a call that failed', async () => {
    bench.keychain.getPassword = refuse
    const vault = bench.vault()
    expect(await Promise.all([vault.read(), vault.write(token)])).toEqual([undefined, 'keychain'])
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

  it('makes nobody wait behind a call that hangs, and does not ask the keychain meanwhile', async () => {
    bench.keychain.getPassword = never
    const vault = bench.vault()
    const reading = vault.read()
    const writing = vault.write(token)
    expect(await bench.givenUp(reading)).toBeUndefined()
    expect(await writing).toBe('memory')
    expect(await vault.write(newer)).toBe('memory')
    await vault.erase()
    expect({ calls: bench.calls, timers: bench.clock.pending }).toEqual({ calls: [], timers: 0 })
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
    expect(await found(vault)).toEqual({ token: 'newer-token', kept: 'memory' })
  })
})

describe('a keychain that answers after it was given up', () => {
  it('is believed about a token that is still wanted', async () => {
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const vault = bench.vault()
    expect(await bench.givenUp(vault.write(token))).toBe('memory')
    answers[0]?.resolve()
    await settle()
    expect(bench.hints).toEqual(['unknown', 'yes'])
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'memory' })
  })

  it('is emptied again when the token was erased meanwhile', async () => {
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const vault = bench.vault()
    await bench.givenUp(vault.write(token))
    await vault.erase()
    bench.stored = 'sentinel-token'
    answers[0]?.resolve()
    await settle()
    const { stored, calls, hints } = bench
    expect({ stored, calls, hints }).toEqual({
      stored: null,
      calls: ['delete Latchkey plex-token'],
      hints: ['unknown'],
    })
    expect(await vault.read()).toBeUndefined()
  })

  it('does not keep an old token in the place of a newer one', async () => {
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const vault = bench.vault()
    await bench.givenUp(vault.write(token))
    expect(await vault.write(newer)).toBe('memory')
    bench.stored = 'sentinel-token'
    answers[0]?.resolve()
    await settle()
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'unknown' })
    expect(await found(vault)).toEqual({ token: 'newer-token', kept: 'memory' })
  })

  it('is believed about an erasure that was given up', async () => {
    const { answers, call } = answerLater<boolean>()
    bench.keychain.deletePassword = call
    bench.hint = 'yes'
    const vault = bench.vault()
    await expect(bench.givenUp(vault.erase())).rejects.toMatchObject({ problem: 'keychain-locked' })
    answers[0]?.resolve(true)
    await settle()
    expect(bench.hints).toEqual(['no'])
    expect(await vault.read()).toBeUndefined()
  })

  it('is asked again, also when its late answer was a refusal', async () => {
    const { answers, call } = answerLater<string | null>()
    bench.keychain.getPassword = call
    const vault = bench.vault()
    expect(await bench.givenUp(vault.read())).toBeUndefined()
    answers[0]?.reject(new Error('The prompt was dismissed'))
    await settle()
    expect(await vault.write(token)).toBe('keychain')
  })
})
