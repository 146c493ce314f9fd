import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { answerLater, createBench, found, never, refuse } from './keychain.bench.ts'
import { ACCOUNT, SERVICE } from './keychain.ts'

const token = new Secret('sentinel-token-of-plex-tv')
const lockedKeychain = { name: 'Failure', problem: 'keychain-locked' }

let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

describe('storing', () => {
  it('keeps the token, and nothing but the token, under the agreed names', async () => {
    expect([SERVICE, ACCOUNT]).toEqual(['Latchkey', 'plex-token'])
    expect(await bench.vault().write(token)).toBe('keychain')
    expect(bench.calls).toEqual(['set Latchkey plex-token sentinel-token-of-plex-tv'])
  })

  it('survives a restart', async () => {
    await bench.vault().write(token)
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
  })

  it('says that a token may be stored before it asks, and that it is once it was', async () => {
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const writing = bench.vault().write(token)
    await settle()
    expect(bench.hints).toEqual(['unknown'])
    answers[0]?.resolve()
    await writing
    expect(bench.hints).toEqual(['unknown', 'yes'])
  })

  it('leaves no timer behind', async () => {
    await bench.vault().write(token)
    expect(bench.clock.pending).toBe(0)
  })

  it('hands out the token while it is still being stored', async () => {
    bench.keychain.setPassword = never
    const vault = bench.vault()
    void vault.write(token)
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'memory' })
  })

  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('keeps the token in memory when the keychain %s', async (_what, setPassword) => {
    bench.keychain.setPassword = setPassword
    const vault = bench.vault()
    expect(await bench.givenUp(vault.write(token))).toBe('memory')
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'memory' })
    expect(bench.hints).toEqual(['unknown'])
  })

  it.each([
    ['rejects', () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file'))],
    [
      'throws',
      () => {
        throw new Error('The module was compiled against a different version')
      },
    ],
    ['hangs', never],
  ])('keeps the token in memory when loading the keychain %s', async (_what, open) => {
    const vault = bench.vault(open)
    expect(await bench.givenUp(vault.write(token))).toBe('memory')
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'memory' })
    expect(bench.clock.pending).toBe(0)
  })
})

describe('erasing', () => {
  it('removes the token and remembers that there is none', async () => {
    const vault = bench.vault()
    await vault.write(token)
    await vault.erase()
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
    expect(await vault.read()).toBeUndefined()
  })

  it('is content with a keychain that holds nothing', async () => {
    bench.hint = 'yes'
    await bench.vault().erase()
    expect({ stored: bench.stored, hints: bench.hints }).toEqual({ stored: null, hints: ['no'] })
  })

  it('has a locked keychain opened, which deletes nothing and says no word of it', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'sentinel-token-of-plex-tv' })
    let isLocked = true
    bench.keychain.deletePassword = async (...item) => !isLocked && bench.working.deletePassword(...item)
    bench.keychain.setPassword = async (...item) => {
      isLocked = false
      return bench.working.setPassword(...item)
    }
    await bench.vault().erase()
    expect({ stored: bench.stored, hints: bench.hints }).toEqual({ stored: null, hints: ['no'] })
  })

  it.each([
    ['stays locked', refuse],
    ['waits for its password', never],
  ])('still owes the erasure when the keychain %s', async (_what, setPassword) => {
    Object.assign(bench, { hint: 'yes', stored: 'sentinel-token-of-plex-tv' })
    bench.keychain.deletePassword = async () => false
    bench.keychain.setPassword = setPassword
    await expect(bench.givenUp(bench.vault().erase())).rejects.toMatchObject(lockedKeychain)
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({
      stored: 'sentinel-token-of-plex-tv',
      hint: 'yes',
    })
  })

  it('does not forget a token that comes while an older one is being erased', async () => {
    bench.hint = 'yes'
    const { answers, call } = answerLater<boolean>()
    bench.keychain.deletePassword = call
    bench.keychain.setPassword = refuse
    const vault = bench.vault()
    const erasing = vault.erase()
    await settle()
    const writing = vault.write(token)
    answers[0]?.resolve(true)
    await erasing
    expect(await writing).toBe('memory')
    expect(await found(vault)).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'memory' })
  })

  it('does not put its marker over a token that came after a locked keychain had deleted nothing', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'older-token-of-plex-tv' })
    const { answers, call } = answerLater<boolean>()
    bench.keychain.deletePassword = call
    const vault = bench.vault()
    const erasing = vault.erase()
    await settle()
    const writing = vault.write(token)
    answers[0]?.resolve(false)
    expect(await Promise.all([writing, erasing])).toEqual(['keychain', undefined])
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({
      stored: 'sentinel-token-of-plex-tv',
      hint: 'yes',
    })
  })

  it('owes the erasure of a token that was just being stored', async () => {
    bench.keychain.deletePassword = refuse
    const vault = bench.vault()
    const writing = vault.write(token)
    const erasing = vault.erase()
    await expect(erasing).rejects.toMatchObject(lockedKeychain)
    expect(await writing).toBe('keychain')
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({
      stored: 'sentinel-token-of-plex-tv',
      hint: 'yes',
    })
  })

  it('does not open a keychain that is known to hold nothing', async () => {
    bench.hint = 'no'
    await bench.vault().erase()
    expect(bench.calls).toEqual([])
  })

  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('says so when the keychain %s, and still owes the erasure', async (_what, deletePassword) => {
    bench.keychain.deletePassword = deletePassword
    bench.hint = 'yes'
    await expect(bench.givenUp(bench.vault().erase())).rejects.toMatchObject(lockedKeychain)
    expect({ hint: bench.hint, hints: bench.hints }).toEqual({ hint: 'yes', hints: [] })
  })

  it('forgets a token that was never stored although the keychain refuses', async () => {
    bench.keychain.setPassword = refuse
    bench.keychain.deletePassword = refuse
    const vault = bench.vault()
    await vault.write(token)
    await vault.erase()
    expect(await vault.read()).toBeUndefined()
  })

  it.each([
    ['locked', 'unknown'],
    ['ready', 'no'],
    ['unknown', 'no'],
  ] as const)(
    'forgets no token that may lie in a keychain which deletes nothing and is %s',
    async (mood, hint) => {
      const { setPassword } = bench.keychain
      bench.keychain.setPassword = refuse
      const vault = bench.vault()
      await vault.write(token)
      Object.assign(bench, { mood })
      bench.keychain.setPassword = setPassword
      bench.keychain.deletePassword = async () => false
      await vault.erase()
      expect(bench.hint).toBe(hint)
    },
  )
})
