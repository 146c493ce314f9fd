import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { answerLater, createBench, found, never, refuse } from './keychain.bench.ts'

const token = new Secret('sentinel-token-of-plex-tv')

let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

describe('trying again to store', () => {
  async function inMemory() {
    bench.keychain.setPassword = refuse
    const vault = bench.vault()
    expect(await vault.write(token)).toBe('memory')
    Object.assign(bench.keychain, bench.working)
    return vault
  }

  it('moves the token from memory into the keychain', async () => {
    const vault = await inMemory()
    expect(await vault.keep()).toBe('keychain')
    expect({ stored: bench.stored, hint: bench.hint, calls: bench.calls }).toEqual({
      stored: 'sentinel-token-of-plex-tv',
      hint: 'yes',
      calls: ['set Latchkey plex-token sentinel-token-of-plex-tv'],
    })
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
  })

  it('asks for nothing when the keychain has it already', async () => {
    const vault = await inMemory()
    await vault.keep()
    bench.calls.length = 0
    expect(await vault.keep()).toBe('keychain')
    expect(bench.calls).toEqual([])
  })

  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('leaves the token in memory when the keychain %s', async (_what, setPassword) => {
    const vault = await inMemory()
    bench.keychain.setPassword = setPassword
    expect(await bench.givenUp(vault.keep())).toBe('memory')
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'memory' })
    expect({ hint: bench.hint, timers: bench.clock.pending }).toEqual({ hint: 'unknown', timers: 0 })
  })

  it('is told of a success that came too late', async () => {
    const vault = await inMemory()
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    expect(await bench.givenUp(vault.keep())).toBe('memory')
    bench.keychain.setPassword = bench.working.setPassword
    answers[0]?.resolve()
    await settle()
    expect({ stored: bench.stored, moved: bench.keptAfterAll }).toEqual({
      stored: 'sentinel-token-of-plex-tv',
      moved: 1,
    })
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
  })

  it('does not take a newer sign-in for stored because the older one was', async () => {
    const vault = await inMemory()
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const keeping = vault.keep()
    const writing = vault.write(new Secret('newer-token-of-plex-tv'))
    await settle()
    answers[0]?.resolve()
    await settle()
    answers[1]?.reject(new Error('locked'))
    expect(await Promise.all([keeping, writing])).toEqual(['keychain', 'memory'])
    expect(await found(vault)).toEqual({ token: 'newer-token-of-plex-tv', kept: 'memory' })
  })

  it('does not bring back what is being erased', async () => {
    const vault = await inMemory()
    const erasing = vault.erase()
    expect(await Promise.all([vault.keep(), erasing])).toEqual(['memory', undefined])
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
    expect(await vault.read()).toBeUndefined()
  })

  it('is undone by an erasure that comes while it is made', async () => {
    const vault = await inMemory()
    const keeping = vault.keep()
    expect(await Promise.all([keeping, vault.erase()])).toEqual(['keychain', undefined])
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
    expect(await vault.read()).toBeUndefined()
  })

  it.each([
    ['of another', 'earlier-token-of-plex-tv', ['earlier-token-of-plex-tv']],
    ['that it holds', 'sentinel-token-of-plex-tv', []],
    ['that stands for none', 'signed-out', []],
  ])(
    'hands out the token %s, which a locked keychain had not shown, before it is overwritten',
    async (...given) => {
      const [, earlier, handed] = given
      Object.assign(bench, { hint: 'yes', stored: earlier })
      bench.keychain.getPassword = async () => null
      bench.keychain.setPassword = refuse
      const vault = bench.vault()
      expect(await vault.replaced()).toBeUndefined()
      await vault.write(token)
      Object.assign(bench.keychain, bench.working)
      const replaced: string[] = []
      const replacing = async (other: Secret) => void replaced.push(`${other.reveal()} ${bench.stored}`)
      expect(await vault.keep(replacing)).toBe('keychain')
      expect({ replaced, stored: bench.stored }).toEqual({
        replaced: handed.map(other => `${other} ${earlier}`),
        stored: 'sentinel-token-of-plex-tv',
      })
    },
  )

  it('overwrites nothing that a locked keychain has not shown, when the password comes only with the writing', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'earlier-token-of-plex-tv' })
    bench.keychain.getPassword = async () => null
    const vault = bench.vault()
    expect(await vault.replaced()).toBeUndefined()
    const replaced: string[] = []
    const replacing = async (other: Secret) => void replaced.push(other.reveal())
    expect(await vault.write(token, replacing)).toBe('memory')
    expect({ replaced, stored: bench.stored, hint: bench.hint }).toEqual({
      replaced: [],
      stored: 'earlier-token-of-plex-tv',
      hint: 'unknown',
    })
    Object.assign(bench.keychain, bench.working)
    expect(await vault.keep(replacing)).toBe('keychain')
    expect({ replaced, stored: bench.stored }).toEqual({
      replaced: ['earlier-token-of-plex-tv'],
      stored: 'sentinel-token-of-plex-tv',
    })
  })

  describe('erased while a locked keychain may hide another token', () => {
    async function hiding() {
      Object.assign(bench, { hint: 'yes', stored: 'earlier-token-of-plex-tv' })
      bench.keychain.getPassword = async () => null
      const vault = bench.vault()
      await vault.replaced()
      expect(await vault.write(token)).toBe('memory')
      Object.assign(bench.keychain, bench.working)
      return vault
    }

    it('hands that one out before it goes', async () => {
      const vault = await hiding()
      Object.assign(bench, { mood: 'ready', open: true })
      const replaced: string[] = []
      await vault.erase(async other => void replaced.push(`${other.reveal()} ${bench.stored}`))
      expect({ replaced, stored: bench.stored, hint: bench.hint }).toEqual({
        replaced: ['earlier-token-of-plex-tv earlier-token-of-plex-tv'],
        stored: null,
        hint: 'no',
      })
    })

    it.each(['locked', 'unknown', 'absent'] as const)(
      'leaves that one for later, and asks nobody for a password: %s',
      async mood => {
        const vault = await hiding()
        bench.mood = mood
        bench.calls.length = 0
        await vault.erase()
        expect({ calls: bench.calls, stored: bench.stored, hint: bench.hint }).toEqual({
          calls: [],
          stored: 'earlier-token-of-plex-tv',
          hint: 'unknown',
        })
        Object.assign(bench, { mood: 'ready', open: true })
        expect(await found(vault)).toEqual({ token: 'earlier-token-of-plex-tv', kept: 'keychain' })
      },
    )
  })
})
