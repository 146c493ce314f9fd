import { beforeEach, describe, expect, it } from 'vitest'
import { Secret } from '../secret.ts'
import { createBench, found } from './keychain.bench.ts'
import { UnseenError } from './seen.ts'
import { UnstartedError } from './unstarted.ts'

const token = new Secret('sentinel-token-of-plex-tv')

let bench: ReturnType<typeof createBench>
beforeEach(() => (bench = createBench()))

const failures = [
  ['a file of ours is gone', new UnstartedError('unreadable'), 'unreadable', 'keychain-unreadable'],
  ['the system starts no process', new UnstartedError('unstarted'), 'unstarted', 'keychain-unstarted'],
  [
    'that is behind another failure',
    new Error('late', { cause: new UnstartedError('unstarted') }),
    'unstarted',
    'keychain-unstarted',
  ],
  ['it says nothing of itself', new Error('locked'), 'memory', 'keychain-locked'],
] as const

describe.each(failures)('a keychain that nobody can ask, since %s', (_what, error, kept, problem) => {
  const fail = () => Promise.reject(error)
  const spoil = () =>
    Object.assign(bench.keychain, { getPassword: fail, setPassword: fail, deletePassword: fail })

  it('keeps a new token in memory, and says why until it is there', async () => {
    spoil()
    const vault = bench.vault()
    expect([await vault.write(token), await vault.keep(), await found(vault)]).toEqual([
      kept,
      kept,
      { token: token.reveal(), kept },
    ])
    Object.assign(bench.keychain, bench.working)
    expect([await vault.keep(), await found(vault)]).toEqual([
      'keychain',
      { token: token.reveal(), kept: 'keychain' },
    ])
  })

  it('says why where it could not show which token a new one replaces', async () => {
    await bench.vault().write(new Secret('sentinel-token-before'))
    spoil()
    const vault = bench.vault()
    expect([await vault.replaced(), await vault.write(token), await vault.keep()]).toEqual([
      undefined,
      kept,
      kept,
    ])
  })

  it('says why of a token that is stored, to whoever reads or erases it', async () => {
    await bench.vault().write(token)
    spoil()
    for (const asked of [bench.vault().read(), bench.vault().read({ silently: true }), bench.vault().erase()])
      await expect(asked).rejects.toMatchObject({ name: 'Failure', problem })
  })
})

it('says anew why a token is in memory, each time that it is tried', async () => {
  const vault = bench.vault()
  const kept = []
  for (const error of [new UnseenError('no'), new UnstartedError('unstarted'), new Error('no')]) {
    bench.keychain.setPassword = () => Promise.reject(error)
    kept.push(await vault.write(token), await vault.keep())
  }
  expect(kept).toEqual(['unseen', 'unseen', 'unstarted', 'unstarted', 'memory', 'memory'])
})
