import { beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../secret.ts'
import { createBench, found, never, refuse } from './keychain.bench.ts'

const token = new Secret('sentinel-token-of-plex-tv')
const lockedKeychain = { name: 'Failure', problem: 'keychain-locked' }
const emptied = { name: 'Failure', problem: 'keychain-emptied' }

let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

describe('reading', () => {
  it('does not open a keychain that is known to hold nothing', async () => {
    bench.hint = 'no'
    expect(await bench.vault(() => Promise.reject(new Error('opened'))).read()).toBeUndefined()
    expect(bench.calls).toEqual([])
  })

  it('finds a token although the settings that knew of it are lost, and remembers it', async () => {
    bench.stored = 'sentinel-token-of-plex-tv'
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
    expect({ calls: bench.calls, hints: bench.hints }).toEqual({
      calls: ['get Latchkey plex-token'],
      hints: ['yes'],
    })
  })

  it('writes no hint when it finds what it expects', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'sentinel-token-of-plex-tv' })
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
    expect(bench.hints).toEqual([])
  })

  it('takes the silence of a keychain for locked where a token was stored, and for empty where none was', async () => {
    bench.hint = 'yes'
    await expect(bench.vault().read()).rejects.toMatchObject(lockedKeychain)
    bench.hint = 'unknown'
    expect(await bench.vault().read()).toBeUndefined()
    expect(bench.hints).toEqual([])
  })

  it('says that the token is gone when the keychain is known to be open, and to have been when it answered', async () => {
    Object.assign(bench, { hint: 'yes', open: true })
    await expect(bench.vault().read()).rejects.toMatchObject(emptied)
    expect({ calls: bench.calls, hint: bench.hint }).toEqual({
      calls: ['get Latchkey plex-token', 'get Latchkey plex-token'],
      hint: 'yes',
    })
  })

  it('finds the token in a keychain that is opened just after it had said that there is none', async () => {
    bench.hint = 'yes'
    bench.keychain.getPassword = async () => {
      Object.assign(bench, { open: true, stored: 'sentinel-token-of-plex-tv' })
      bench.keychain.getPassword = bench.working.getPassword
      return null
    }
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
  })

  it('calls a keychain locked that is closed again before it can be asked twice', async () => {
    Object.assign(bench, { hint: 'yes', open: true })
    let asked = 0
    bench.keychain.getPassword = async () => {
      bench.open = ++asked < 2
      return null
    }
    await expect(bench.vault().read()).rejects.toMatchObject(lockedKeychain)
  })

  it.each([
    ['empty', ''],
    ['too short', 'short'],
    ['the text null', 'null'],
    ['of more than one line', 'sentinel-token-of-plex-tv\nX-Plex-Token: other'],
    ['of control characters', '\u0000\u0001\u001b[2J\u0007\u0008\u000c\u007f'],
    ['not ASCII', 'sentinel-tökén'],
    ['endless', 'x'.repeat(100_000)],
  ])(
    'treats an item that is %s as one that is gone, and lets the next sign-in have it',
    async (_what, text) => {
      for (const hint of ['yes', 'unknown'] as const) {
        Object.assign(bench, { hint, stored: text })
        await expect(bench.vault().read()).rejects.toMatchObject(emptied)
        expect(bench.hint).toBe(hint)
      }
      expect(await bench.vault().write(token)).toBe('keychain')
      expect(await found(bench.vault())).toEqual({ token: 'sentinel-token-of-plex-tv', kept: 'keychain' })
    },
  )

  it('goes on with a token that was put there from outside', async () => {
    const vault = bench.vault()
    await vault.write(token)
    bench.stored = 'token-of-somebody-else'
    expect(await found(vault)).toEqual({ token: 'token-of-somebody-else', kept: 'keychain' })
  })

  it.each(['yes', 'unknown'] as const)(
    'finishes an erasure that the app had ended in, where the hint is %j',
    async hint => {
      Object.assign(bench, { hint, stored: 'signed-out' })
      expect(await bench.vault().read()).toBeUndefined()
      expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: null, hint: 'no' })
    },
  )

  it('does not erase a token that comes while it finishes an erasure', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'signed-out' })
    const vault = bench.vault()
    const reading = vault.read()
    expect(await Promise.all([vault.write(token), reading.then(() => {})])).toEqual(['keychain', undefined])
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({
      stored: 'sentinel-token-of-plex-tv',
      hint: 'yes',
    })
  })

  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('takes a keychain that %s for locked only when a token is in it', async (_what, getPassword) => {
    bench.keychain.getPassword = getPassword
    bench.hint = 'yes'
    await expect(bench.givenUp(bench.vault().read())).rejects.toMatchObject(lockedKeychain)
    bench.hint = 'unknown'
    expect(await bench.givenUp(bench.vault().read())).toBeUndefined()
    expect(bench.hints).toEqual([])
  })

  it.each(['yes', 'unknown'] as const)(
    'asks nobody for a password where nobody waits, and the hint is %j',
    async hint => {
      Object.assign(bench, { hint, mood: 'locked', stored: 'sentinel-token-of-plex-tv' })
      await expect(bench.vault().read({ silently: true })).rejects.toMatchObject(lockedKeychain)
      expect(bench.calls).toEqual([])
    },
  )

  it('reads silently what is not locked away', async () => {
    Object.assign(bench, { hint: 'yes', mood: 'ready', stored: 'sentinel-token-of-plex-tv' })
    const silently = { silently: true }
    expect((await bench.vault().read(silently))?.token.reveal()).toBe('sentinel-token-of-plex-tv')
    Object.assign(bench, { hint: 'no', mood: 'locked' })
    expect(await bench.vault().read(silently)).toBeUndefined()
    bench.keychain.setPassword = refuse
    const vault = bench.vault()
    await vault.write(token)
    expect((await vault.read(silently))?.kept).toBe('memory')
  })

  it('tells a keychain that is locked from one that is away', async () => {
    Object.assign(bench, { hint: 'yes', mood: 'absent' })
    bench.keychain.getPassword = refuse
    await expect(bench.vault().read()).rejects.toMatchObject({ problem: 'keychain-missing' })
  })

  it('keeps what went wrong as the cause', async () => {
    bench.keychain.getPassword = never
    bench.hint = 'yes'
    await expect(bench.givenUp(bench.vault().read())).rejects.toMatchObject({
      cause: new Error('No answer from the keychain in 5000 ms'),
    })
  })
})

describe('the token that is about to be replaced', () => {
  const replaced = async (vault: ReturnType<typeof bench.vault>) => (await vault.replaced())?.reveal()

  it('is the stored one', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'older-token-of-plex-tv' })
    expect(await replaced(bench.vault())).toBe('older-token-of-plex-tv')
    expect(bench.hints).toEqual([])
  })

  it('is the one in memory, before the stored one', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'older-token-of-plex-tv' })
    bench.keychain.setPassword = refuse
    const vault = bench.vault()
    await vault.write(token)
    expect(await replaced(vault)).toBe('sentinel-token-of-plex-tv')
    expect(bench.calls).toEqual([])
  })

  it.each(['no', 'unknown'] as const)('is not looked for where the hint is %j', async hint => {
    Object.assign(bench, { hint, stored: 'older-token-of-plex-tv' })
    expect(await replaced(bench.vault())).toBeUndefined()
    expect({ calls: bench.calls, hints: bench.hints }).toEqual({ calls: [], hints: [] })
  })

  it.each([null, '', 'short', 'signed-out'])('cannot be told where the keychain answers %j', async stored => {
    Object.assign(bench, { hint: 'yes', stored })
    expect(await replaced(bench.vault())).toBeUndefined()
    expect(bench.hint).toBe('yes')
  })

  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('cannot be told of a keychain that %s', async (_what, getPassword) => {
    Object.assign(bench, { hint: 'yes', stored: 'older-token-of-plex-tv' })
    bench.keychain.getPassword = getPassword
    expect(await bench.givenUp(replaced(bench.vault()))).toBeUndefined()
  })

  it('is gone once it was erased', async () => {
    const vault = bench.vault()
    await vault.write(token)
    await vault.erase()
    expect(await replaced(vault)).toBeUndefined()
  })
})
