import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { answerLater, createBench, found, never, refuse } from './keychain.bench.ts'
import { ACCOUNT, SERVICE } from './keychain.ts'

const token = new Secret('sentinel-token')
const lockedKeychain = { name: 'SignInError', problem: 'keychain-locked' }
const emptied = { name: 'SignInError', problem: 'keychain-emptied' }

let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

describe('storing', () => {
  it('keeps the token, and nothing but the token, under the agreed names', async () => {
    expect([SERVICE, ACCOUNT]).toEqual(['Latchkey', 'plex-token'])
    expect(await bench.vault().write(token)).toBe('keychain')
    expect(bench.calls).toEqual(['set Latchkey plex-token sentinel-token'])
  })

  it('survives a restart', async () => {
    await bench.vault().write(token)
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token', kept: 'keychain' })
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
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'memory' })
  })

  it.each([
    ['refuses', refuse],
    ['hangs', never],
  ])('keeps the token in memory when the keychain %s', async (_what, setPassword) => {
    bench.keychain.setPassword = setPassword
    const vault = bench.vault()
    expect(await bench.givenUp(vault.write(token))).toBe('memory')
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'memory' })
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
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'memory' })
    expect(bench.clock.pending).toBe(0)
  })
})

describe('reading', () => {
  it('does not open a keychain that is known to hold nothing', async () => {
    bench.hint = 'no'
    expect(await bench.vault(() => Promise.reject(new Error('opened'))).read()).toBeUndefined()
    expect(bench.calls).toEqual([])
  })

  it('finds a token although the settings that knew of it are lost, and remembers it', async () => {
    bench.stored = 'sentinel-token'
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token', kept: 'keychain' })
    expect({ calls: bench.calls, hints: bench.hints }).toEqual({
      calls: ['get Latchkey plex-token'],
      hints: ['yes'],
    })
  })

  it('writes no hint when it finds what it expects', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'sentinel-token' })
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token', kept: 'keychain' })
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
      Object.assign(bench, { open: true, stored: 'sentinel-token' })
      bench.keychain.getPassword = bench.working.getPassword
      return null
    }
    expect(await found(bench.vault())).toEqual({ token: 'sentinel-token', kept: 'keychain' })
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
    ['of more than one line', 'sentinel-token\nX-Plex-Token: other'],
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
      expect(await found(bench.vault())).toEqual({ token: 'sentinel-token', kept: 'keychain' })
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
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: 'sentinel-token', hint: 'yes' })
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
      Object.assign(bench, { hint, mood: 'locked', stored: 'sentinel-token' })
      await expect(bench.vault().read({ silently: true })).rejects.toMatchObject(lockedKeychain)
      expect(bench.calls).toEqual([])
    },
  )

  it('reads silently what is not locked away', async () => {
    Object.assign(bench, { hint: 'yes', mood: 'ready', stored: 'sentinel-token' })
    const silently = { silently: true }
    expect((await bench.vault().read(silently))?.token.reveal()).toBe('sentinel-token')
    Object.assign(bench, { hint: 'no', mood: 'locked' })
    expect(await bench.vault().read(silently)).toBeUndefined()
    bench.keychain.setPassword = refuse
    const vault = bench.vault()
    await vault.write(token)
    expect((await vault.read(silently))?.kept).toBe('memory')
  })

  it('keeps what went wrong as the cause', async () => {
    bench.keychain.getPassword = never
    bench.hint = 'yes'
    await expect(bench.givenUp(bench.vault().read())).rejects.toMatchObject({
      cause: new Error('No answer from the keychain in 5000 ms'),
    })
  })
})

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
      stored: 'sentinel-token',
      hint: 'yes',
      calls: ['set Latchkey plex-token sentinel-token'],
    })
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'keychain' })
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
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'memory' })
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
      stored: 'sentinel-token',
      moved: 1,
    })
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'keychain' })
  })

  it('does not take a newer sign-in for stored because the older one was', async () => {
    const vault = await inMemory()
    const { answers, call } = answerLater<void>()
    bench.keychain.setPassword = call
    const keeping = vault.keep()
    const writing = vault.write(new Secret('newer-token'))
    await settle()
    answers[0]?.resolve()
    await settle()
    answers[1]?.reject(new Error('locked'))
    expect(await Promise.all([keeping, writing])).toEqual(['keychain', 'memory'])
    expect(await found(vault)).toEqual({ token: 'newer-token', kept: 'memory' })
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
    Object.assign(bench, { hint: 'yes', stored: 'sentinel-token' })
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
    Object.assign(bench, { hint: 'yes', stored: 'sentinel-token' })
    bench.keychain.deletePassword = async () => false
    bench.keychain.setPassword = setPassword
    await expect(bench.givenUp(bench.vault().erase())).rejects.toMatchObject(lockedKeychain)
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: 'sentinel-token', hint: 'yes' })
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
    expect(await found(vault)).toEqual({ token: 'sentinel-token', kept: 'memory' })
  })

  it('does not put its marker over a token that came after a locked keychain had deleted nothing', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'older-token' })
    const { answers, call } = answerLater<boolean>()
    bench.keychain.deletePassword = call
    const vault = bench.vault()
    const erasing = vault.erase()
    await settle()
    const writing = vault.write(token)
    answers[0]?.resolve(false)
    expect(await Promise.all([writing, erasing])).toEqual(['keychain', undefined])
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: 'sentinel-token', hint: 'yes' })
  })

  it('owes the erasure of a token that was just being stored', async () => {
    bench.keychain.deletePassword = refuse
    const vault = bench.vault()
    const writing = vault.write(token)
    const erasing = vault.erase()
    await expect(erasing).rejects.toMatchObject(lockedKeychain)
    expect(await writing).toBe('keychain')
    expect({ stored: bench.stored, hint: bench.hint }).toEqual({ stored: 'sentinel-token', hint: 'yes' })
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
})

describe('the token that is about to be replaced', () => {
  const replaced = async (vault: ReturnType<typeof bench.vault>) => (await vault.replaced())?.reveal()

  it('is the stored one', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'older-token' })
    expect(await replaced(bench.vault())).toBe('older-token')
    expect(bench.hints).toEqual([])
  })

  it('is the one in memory, before the stored one', async () => {
    Object.assign(bench, { hint: 'yes', stored: 'older-token' })
    bench.keychain.setPassword = refuse
    const vault = bench.vault()
    await vault.write(token)
    expect(await replaced(vault)).toBe('sentinel-token')
    expect(bench.calls).toEqual([])
  })

  it.each(['no', 'unknown'] as const)('is not looked for where the hint is %j', async hint => {
    Object.assign(bench, { hint, stored: 'older-token' })
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
    Object.assign(bench, { hint: 'yes', stored: 'older-token' })
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
