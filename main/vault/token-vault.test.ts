import { beforeEach, describe, expect, it } from 'vitest'
import type { SessionId } from '../../common/ids.ts'
import { SESSION } from '../../common/samples.fake.ts'
import { settle } from '../clock.fake.ts'
import { Failure } from '../failure.ts'
import { Secret } from '../secret.ts'
import { keychainIn, keychainOf } from '../services.fake.ts'
import { createKeychainCalls } from './calls.ts'
import { SERVICE } from './item-access.ts'
import { ACCOUNT, createTokenVault } from './token-vault.ts'
import { asks, type Bench, createBench, FOUND, found } from './vault.fake.ts'

const token = new Secret('sentinel-token-of-plex-tv')
const newer = new Secret('newer-token-of-plex-tv')
const OLD = 'earlier-token-of-plex-tv'
const inKeychain = { token: token.reveal(), kept: 'keychain' }
const silently = { silently: true }

let bench: Bench
let replaced: string[]
const replacing = async (other: Secret) => {
  await settle()
  replaced.push(other.reveal())
}

beforeEach(() => {
  bench = createBench()
  replaced = []
})

/** Makes something wrong with a keychain. */
type Spoil = (world: Bench['world']) => unknown

const texts = () => bench.world.texts(ACCOUNT)
/** A token of an earlier run. */
function leave(text = OLD, hint: Bench['hint'] = 'yes') {
  bench.world.put(ACCOUNT, text)
  Object.assign(bench, { hint, session: hint === 'unknown' ? null : FOUND })
}
const left = () => ({ texts: texts(), hint: bench.hint, session: bench.session, replaced })

describe('storing', () => {
  it('keeps the token, and nothing but the token, under the agreed names', async () => {
    expect([SERVICE, ACCOUNT]).toEqual(['Latchkey', 'plex-token'])
    expect(await bench.boot().vault.write(token)).toBe('keychain')
    expect([bench.world.calls, left()]).toEqual([
      ['setPassword plex-token sentinel-token-of-plex-tv'],
      { texts: [token.reveal()], hint: 'yes', session: SESSION, replaced: [] },
    ])
  })

  it('survives a restart', async () => {
    await bench.boot().vault.write(token)
    expect(await found(bench.boot().vault)).toEqual(inKeychain)
  })

  it('says that a token may be stored before it asks, and that it is once it was', async () => {
    bench.world.lock()
    const { vault } = bench.boot()
    const writing = vault.write(token)
    await bench.world.clock.advance(1)
    expect([bench.hints, bench.world.dialogs()]).toEqual([['unknown'], ['unlock']])
    bench.world.answer(true)
    expect([await writing, bench.hints]).toEqual(['keychain', ['unknown', 'yes']])
  })

  it('hands out the token while it is still being stored, without a question', async () => {
    bench.world.lock()
    const { vault } = bench.boot()
    void vault.write(token)
    expect([await found(vault), vault.held()?.reveal()]).toEqual([
      { token: token.reveal(), kept: 'keychain-asking' },
      token.reveal(),
    ])
  })

  it.each<[string, Spoil, string]>([
    ['refuses', world => world.setRefuses(true), 'keychain-denied'],
    ['lies', world => world.setLies(true), 'unseen'],
    ['is away', world => world.end(), 'keychain-missing'],
    ['does not answer', world => world.fallSilent(), 'keychain-silent'],
  ])('keeps the token in memory where the keychain %s, and says why', async (_what, spoil, kept) => {
    spoil(bench.world)
    const { vault } = bench.boot()
    const writing = vault.write(token)
    await bench.world.clock.advance(20_000)
    expect([await writing, await found(vault)]).toEqual([kept, { token: token.reveal(), kept }])
  })

  it.each([
    ['says no', false, 'keychain-locked', []],
    ['says yes', true, 'keychain', [token.reveal()]],
  ] as const)(
    'asks for the password of a locked keychain, and the person %s',
    async (_what, yes, kept, stored) => {
      bench.world.lock()
      const { vault } = bench.boot()
      expect([await bench.said(yes, vault.write(token)), (await found(vault))?.kept, texts()]).toEqual([
        kept,
        kept,
        stored,
      ])
      expect(bench.world.asked).toHaveLength(1)
    },
  )

  it('says anew why a token is in memory, each time that it is tried', async () => {
    const { vault } = bench.boot()
    const kept = []
    bench.world.setLies(true)
    kept.push(await vault.write(token), await vault.keep())
    bench.world.setLies(false)
    bench.world.setRefuses(true)
    kept.push(await vault.write(token), await vault.keep())
    bench.world.setRefuses(false)
    kept.push(await vault.keep())
    expect(kept).toEqual(['unseen', 'unseen', 'keychain-denied', 'keychain-denied', 'keychain'])
  })

  it('does not lose a newer token to the success of an older one', async () => {
    const { vault } = bench.boot()
    const both = [vault.write(token), vault.write(newer)]
    expect([await Promise.all(both), await found(vault), texts()]).toEqual([
      ['keychain', 'keychain'],
      { token: newer.reveal(), kept: 'keychain' },
      [newer.reveal()],
    ])
  })
})

describe('trying again to store', () => {
  async function inMemory() {
    bench.world.lock()
    const { vault } = bench.boot()
    expect(await bench.said(false, vault.write(token))).toBe('keychain-locked')
    bench.world.calls.length = 0
    return vault
  }

  it('moves the token from memory into the keychain once it is open', async () => {
    const vault = await inMemory()
    expect(await vault.keep(silently)).toBe('keychain-locked')
    bench.world.unlock()
    expect([await vault.keep(silently), await found(vault), left()]).toEqual([
      'keychain',
      inKeychain,
      { texts: [token.reveal()], hint: 'yes', session: SESSION, replaced: [] },
    ])
  })

  it('asks for nothing when the keychain has it already', async () => {
    const vault = await inMemory()
    bench.world.unlock()
    await vault.keep()
    bench.world.calls.length = 0
    expect([await vault.keep(), bench.world.calls]).toEqual(['keychain', []])
  })

  it('asks nobody unless somebody clicked, and once where somebody did', async () => {
    const vault = await inMemory()
    await vault.keep(silently)
    expect(bench.world.asked).toHaveLength(1)
    expect([await bench.said(true, vault.keep()), bench.world.asked.length]).toEqual(['keychain', 2])
  })

  it('is told of an answer that comes late', async () => {
    const vault = await inMemory()
    const keeping = vault.keep()
    await bench.world.clock.advance(1_000)
    expect([await keeping, (await found(vault))?.kept]).toEqual(['keychain-asking', 'keychain-asking'])
    await bench.world.clock.advance(3_600_000)
    bench.world.answer(true)
    await bench.world.clock.advance(1)
    expect([await found(vault), await vault.keep(silently)]).toEqual([inKeychain, 'keychain'])
  })

  it('does not bring back what is being erased', async () => {
    const vault = await inMemory()
    bench.world.unlock()
    const erasing = vault.erase()
    await Promise.all([vault.keep(), erasing])
    expect([texts(), bench.hint, await vault.read()]).toEqual([[], 'no', undefined])
  })

  it('is undone by an erasure that comes while it is made', async () => {
    const vault = await inMemory()
    bench.world.unlock()
    await Promise.all([vault.keep(), vault.erase()])
    expect([texts(), bench.hint, await vault.read()]).toEqual([[], 'no', undefined])
  })

  it.each([
    ['of another', OLD, [OLD]],
    ['that it holds', token.reveal(), []],
    ['that stands for none', 'signed-out', []],
  ])(
    'hands out the token %s, which was behind a lock, before it is overwritten',
    async (_what, earlier, handed) => {
      leave(earlier)
      bench.world.lock()
      const { vault } = bench.boot()
      expect(vault.held()).toBeUndefined()
      expect(await bench.said(false, vault.write(token, replacing))).toBe('keychain-locked')
      expect([texts(), replaced]).toEqual([[earlier], []])
      bench.world.unlock()
      expect([await vault.keep(silently, replacing), texts(), replaced]).toEqual([
        'keychain',
        [token.reveal()],
        handed,
      ])
    },
  )
})

describe('reading', () => {
  it('does not ask a keychain that is known to hold nothing', async () => {
    bench.hint = 'no'
    bench.world.lock()
    expect([await bench.boot().vault.read(), bench.world.calls]).toEqual([undefined, []])
  })

  it('finds a token although what was remembered of it is lost, and remembers it', async () => {
    leave(token.reveal(), 'unknown')
    expect([await found(bench.boot().vault), bench.hints, asks(bench.world)]).toEqual([
      inKeychain,
      ['yes'],
      ['getPassword'],
    ])
  })

  it('writes no hint when it finds what it expects', async () => {
    leave(token.reveal())
    expect([await found(bench.boot().vault), bench.hints]).toEqual([inKeychain, []])
  })

  it('says that the token is gone where it is, and was once stored', async () => {
    bench.hint = 'yes'
    await expect(bench.boot().vault.read()).rejects.toMatchObject({ problem: 'keychain-emptied' })
    expect(bench.hint).toBe('yes')
    bench.hint = 'unknown'
    expect([await bench.boot().vault.read(), bench.hints]).toEqual([undefined, []])
  })

  it.each<[string, Spoil, string]>([
    ['is locked', world => world.lock(), 'keychain-locked'],
    ['refuses', world => world.setRefuses(true), 'keychain-denied'],
    ['has lost its keyring', world => world.unmake('login'), 'keychain-broken'],
    ['is away', world => world.end(), 'keychain-missing'],
    ['does not answer', world => world.fallSilent(), 'keychain-silent'],
  ])('takes nothing for gone in a keychain that %s', async (_what, spoil, problem) => {
    leave()
    spoil(bench.world)
    const reading = bench.boot().vault.read(silently)
    reading.catch(() => {})
    await bench.world.clock.advance(20_000)
    await expect(reading).rejects.toMatchObject({ name: 'Failure', problem })
    expect([bench.hint, bench.world.asked]).toEqual(['yes', []])
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
      leave(text, 'unknown')
      for (const hint of ['yes', 'unknown'] as const) {
        bench.hint = hint
        await expect(bench.boot().vault.read()).rejects.toMatchObject({ problem: 'keychain-emptied' })
        expect(bench.hint).toBe(hint)
      }
      expect([await bench.boot().vault.write(token, replacing), replaced]).toEqual(['keychain', []])
      expect(await found(bench.boot().vault)).toEqual(inKeychain)
    },
  )

  it('goes on with a token that was put there from outside', async () => {
    const { vault } = bench.boot()
    await vault.write(token)
    bench.world.take(ACCOUNT)
    bench.world.put(ACCOUNT, 'token-of-somebody-else')
    expect(await found(vault)).toEqual({ token: 'token-of-somebody-else', kept: 'keychain' })
  })

  it.each(['yes', 'unknown'] as const)(
    'finishes an erasure that an earlier release had ended in, where the hint is %j',
    async hint => {
      leave('signed-out', hint)
      expect([await bench.boot().vault.read(), texts(), bench.hint]).toEqual([undefined, [], 'no'])
    },
  )

  it('does not erase a token that comes while it finishes an erasure', async () => {
    leave('signed-out')
    const { vault } = bench.boot()
    const reading = vault.read()
    expect([await vault.write(token), (await reading)?.token.reveal() ?? null]).toEqual([
      'keychain',
      token.reveal(),
    ])
    expect([texts(), bench.hint]).toEqual([[token.reveal()], 'yes'])
  })

  it('is a newer token, where that comes while an older one is asked for', async () => {
    leave()
    bench.world.lock()
    const { vault } = bench.boot()
    const reading = vault.read()
    await bench.world.clock.advance(1)
    const writing = vault.write(token, replacing)
    bench.world.answer(true)
    expect([(await reading)?.token.reveal(), await writing, replaced, texts()]).toEqual([
      token.reveal(),
      'keychain',
      [OLD],
      [token.reveal()],
    ])
  })

  it('is asked for once, by a process that is let in', async () => {
    bench = createBench({ like: 'keepassxc', confirms: true })
    leave()
    const { vault } = bench.boot()
    await expect(vault.read(silently)).rejects.toMatchObject({ problem: 'keychain-denied' })
    expect((await bench.said(true, vault.read()))?.token.reveal()).toBe(OLD)
    await bench.world.clock.advance(3_600_000)
    expect([(await vault.read(silently))?.token.reveal(), await vault.write(token, replacing)]).toEqual([
      OLD,
      'keychain',
    ])
    expect([bench.world.asked.length, texts(), replaced]).toEqual([1, [token.reveal()], [OLD]])
  })
})

describe('a token that is replaced', () => {
  /** What was there as each was handed out. */
  let there: string[][]
  let isKept: boolean
  const owing = async (other: Secret) => {
    there.push(texts())
    await replacing(other)
    if (!isKept) throw new Failure('keychain-locked')
  }
  beforeEach(() => {
    there = []
    isKept = true
  })

  const knownBy: Readonly<Record<string, () => Promise<ReturnType<Bench['boot']>>>> = {
    'that nobody has read': async () => {
      leave()
      return bench.boot()
    },
    'that this run has read': async () => {
      leave()
      const run = bench.boot()
      await run.vault.read()
      return run
    },
    'that this run has stored': async () => {
      const run = bench.boot()
      await run.vault.write(new Secret(OLD))
      return run
    },
  }

  it.each(Object.entries(knownBy))('is handed out before it is overwritten: one %s', async (_what, known) => {
    const { vault } = await known()
    expect([await vault.write(token, owing), there, replaced, texts()]).toEqual([
      'keychain',
      [[OLD]],
      [OLD],
      [token.reveal()],
    ])
  })

  it.each(Object.entries(knownBy))(
    'stays for as long as what becomes of it is not sure: one %s',
    async (_what, known) => {
      const { vault } = await known()
      isKept = false
      expect([await vault.write(token, owing), await vault.keep(silently, owing), texts()]).toEqual([
        'keychain-locked',
        'keychain-locked',
        [OLD],
      ])
      isKept = true
      expect([await vault.keep(silently, owing), there, texts()]).toEqual([
        'keychain',
        [[OLD], [OLD], [OLD]],
        [token.reveal()],
      ])
    },
  )

  it('stays at a sign-out, too, for as long as that is not sure', async () => {
    const { vault } = await knownBy['that this run has stored']!()
    isKept = false
    await vault.erase({}, owing)
    expect([texts(), vault.isClear()]).toEqual([[OLD], false])
    isKept = true
    await vault.clear(owing)
    expect([texts(), vault.isClear(), there]).toEqual([[], true, [[OLD], [OLD]]])
  })

  it('is the one in memory as far as anybody can tell, before the stored one', async () => {
    leave()
    bench.world.lock()
    const { vault } = bench.boot()
    await bench.said(false, vault.write(token))
    expect(vault.held()?.reveal()).toBe(token.reveal())
  })

  it('is the one that was read in this run, also once it cannot be read any more', async () => {
    leave()
    const { vault } = bench.boot()
    await vault.read()
    bench.world.lock()
    expect([vault.held()?.reveal(), bench.world.asked]).toEqual([OLD, []])
  })

  it('is known where a keychain does not tell what it has, and is not asked for again', async () => {
    const items = new Map([[ACCOUNT, OLD]])
    const calls: string[] = []
    const keychain = keychainOf({ open: () => told, mood: () => 'unknown', items })
    const plain = keychainIn(items)
    const told = {
      ...plain,
      getPassword: (service: string, account: string) => {
        calls.push('get')
        return plain.getPassword(service, account)
      },
    }
    const vault = createTokenVault({
      calls: createKeychainCalls({ clock: bench.world.clock, keychain }),
      keychain,
      stored: { get: () => ({ hint: 'yes', session: FOUND }), set() {} },
      mark: { get: () => null, set() {} },
      newSession: () => FOUND,
    })
    await vault.read()
    isKept = false
    expect(await vault.write({ session: SESSION, token }, owing)).toBe('keychain-locked')
    isKept = true
    expect([await vault.keep({}, owing), replaced, calls, items.get(ACCOUNT)]).toEqual([
      'keychain',
      [OLD, OLD],
      ['get'],
      token.reveal(),
    ])
  })
})

describe('erasing', () => {
  it('removes the token and remembers that there is none', async () => {
    const { vault } = bench.boot()
    await vault.write(token)
    await vault.erase({}, replacing)
    expect([left(), await vault.read(), vault.held(), vault.isClear()]).toEqual([
      { texts: [], hint: 'no', session: null, replaced: [token.reveal()] },
      undefined,
      undefined,
      true,
    ])
  })

  it('is content with a keychain that holds nothing', async () => {
    bench.hint = 'yes'
    await bench.boot().vault.erase()
    expect([bench.hint, bench.world.calls]).toEqual(['no', []])
  })

  it('does not ask a keychain that is known to hold nothing', async () => {
    bench.hint = 'no'
    await bench.boot().vault.erase()
    expect(bench.world.calls).toEqual([])
  })

  it.each([
    ['opens it', true, [], 'no', true],
    ['does not', false, [OLD], 'given-up', false],
  ] as const)(
    'asks for the password of a locked keychain, and the person %s',
    async (_what, yes, stays, hint, clear) => {
      leave()
      bench.world.lock()
      const { vault } = bench.boot()
      await bench.said(yes, vault.erase({}, replacing))
      expect([texts(), bench.hint, vault.isClear(), bench.world.asked.length]).toEqual([
        stays,
        hint,
        clear,
        1,
      ])
      expect(replaced).toEqual(yes ? [OLD] : [])
    },
  )

  it('is over for whoever waits once the person is being asked, and is done when the answer comes', async () => {
    leave()
    bench.world.lock()
    const { vault } = bench.boot()
    const erasing = vault.erase({}, replacing)
    await bench.world.clock.advance(1_000)
    await erasing
    expect([await vault.read().catch(() => 'asked'), vault.isClear(), bench.hint]).toEqual([
      'asked',
      false,
      'given-up',
    ])
    bench.world.answer(true)
    await bench.world.clock.advance(1)
    expect([left(), vault.isClear()]).toEqual([
      { texts: [], hint: 'no', session: null, replaced: [OLD] },
      true,
    ])
  })

  it('does not forget a token that comes while an older one is being erased', async () => {
    leave()
    const { vault } = bench.boot()
    const erasing = vault.erase({}, replacing)
    expect([await vault.write(token, replacing), await erasing, left()]).toEqual([
      'keychain',
      undefined,
      { texts: [token.reveal()], hint: 'yes', session: SESSION, replaced: [OLD] },
    ])
  })

  it('takes out a token that was just being stored', async () => {
    const { vault } = bench.boot()
    const writing = vault.write(token, replacing)
    await Promise.all([writing, vault.erase({}, replacing)])
    expect([texts(), bench.hint, await vault.read()]).toEqual([[], 'no', undefined])
  })

  it('leaves for later what the keychain does not let go of, and forgets it', async () => {
    leave()
    bench.world.setRefuses(true)
    const { vault } = bench.boot()
    await vault.erase({}, replacing)
    expect([await vault.read(), vault.isClear(), bench.hint, texts()]).toEqual([
      undefined,
      false,
      'given-up',
      [OLD],
    ])
    bench.world.setRefuses(false)
    await vault.clear(replacing)
    expect([left(), vault.isClear()]).toEqual([
      { texts: [], hint: 'no', session: null, replaced: [OLD] },
      true,
    ])
  })

  it('asks nobody to open a keychain that has not even taken the token', async () => {
    leave()
    bench.world.lock()
    const { vault } = bench.boot()
    await bench.said(false, vault.write(token, replacing))
    const asked = bench.world.asked.length
    await vault.erase({}, replacing)
    expect([bench.world.asked.length - asked, await vault.read(), texts(), bench.hint]).toEqual([
      0,
      undefined,
      [OLD],
      'given-up',
    ])
    bench.world.unlock()
    await vault.clear(replacing)
    expect([texts(), replaced]).toEqual([[], [OLD]])
  })
})

describe('what a session left that is over', () => {
  beforeEach(() => leave(OLD, 'given-up'))

  it('signs nobody in, and is not clear', async () => {
    const { vault } = bench.boot()
    expect([await vault.read(), vault.held(), vault.isClear(), bench.world.calls]).toEqual([
      undefined,
      undefined,
      false,
      [],
    ])
  })

  it('is handed out once and taken away once the keychain is open', async () => {
    const { vault } = bench.boot()
    await vault.clear(replacing)
    await vault.clear(replacing)
    expect([left(), vault.isClear()]).toEqual([
      { texts: [], hint: 'no', session: null, replaced: [OLD] },
      true,
    ])
  })

  it('is nothing by then, if somebody else took it away', async () => {
    bench.world.take(ACCOUNT)
    await bench.boot().vault.clear(replacing)
    expect(left()).toEqual({ texts: [], hint: 'no', session: null, replaced: [] })
  })

  it.each<[string, Spoil]>([
    ['is locked', world => world.lock()],
    ['is away', world => world.end()],
    ['refuses', world => world.setRefuses(true)],
  ])('stays in a keychain that %s, and nobody is asked', async (_what, spoil) => {
    spoil(bench.world)
    const { vault } = bench.boot()
    await vault.clear(replacing)
    expect([bench.world.asked, left(), vault.isClear()]).toEqual([
      [],
      { texts: [OLD], hint: 'given-up', session: FOUND, replaced: [] },
      false,
    ])
  })

  it('is handed out before the token of a new session is written over it', async () => {
    expect([await bench.boot().vault.write(token, replacing), left()]).toEqual([
      'keychain',
      { texts: [token.reveal()], hint: 'yes', session: SESSION, replaced: [OLD] },
    ])
  })

  it('is not written over unseen, and is still given up in a later run', async () => {
    bench.world.lock()
    const { vault } = bench.boot()
    expect(await bench.said(false, vault.write(token, replacing))).toBe('keychain-locked')
    expect([left(), (await found(vault))?.token]).toEqual([
      { texts: [OLD], hint: 'given-up', session: FOUND, replaced: [] },
      token.reveal(),
    ])
    bench.world.unlock()
    expect([await found(bench.boot().vault), await vault.keep(silently, replacing), left()]).toEqual([
      undefined,
      'keychain',
      { texts: [token.reveal()], hint: 'yes', session: SESSION, replaced: [OLD] },
    ])
  })

  it.each(['yes', 'given-up'] as const)(
    'is what was handed out for a token that the keychain then did not take: %s',
    async hint => {
      bench.hint = hint
      bench.world.setLies(true)
      const { vault } = bench.boot()
      // What lies is the storing alone: the old one is read, and cannot be told from a new one that is not there.
      bench.world.onLoss(() => {
        throw new Error('Nothing is lost')
      })
      await vault.write(token, replacing)
      expect([replaced, texts()]).toEqual([[OLD], [OLD]])
    },
  )

  it('is not what a new session has stored meanwhile', async () => {
    const { vault } = bench.boot()
    const clearing = vault.clear(replacing)
    expect([await vault.write(token, replacing), await clearing, left()]).toEqual([
      'keychain',
      undefined,
      { texts: [token.reveal()], hint: 'yes', session: SESSION, replaced: [OLD] },
    ])
  })
})

describe('a token that was found', () => {
  const other = '11111111-1111-4111-8111-111111111111' as SessionId

  it.each([
    ['has the id that was written down', 'yes', other, other],
    ['gets one where none was, which lasts', 'yes', null, FOUND],
    ['gets one in place of a memory that was lost', 'unknown', null, FOUND],
  ] as const)('%s', async (_what, hint, session, expected) => {
    leave()
    Object.assign(bench, { hint, session })
    expect(await bench.boot().vault.read()).toMatchObject({ session: expected, kept: 'keychain' })
    expect([bench.hint, bench.session]).toEqual(['yes', expected])
    expect(await bench.boot().vault.read()).toMatchObject({ session: expected })
  })

  it('has no other id than its own where the app ended before that was settled', async () => {
    bench.world.lock()
    const run = bench.boot()
    await bench.said(true, run.vault.write(token, replacing))
    run.crash()
    expect(await bench.boot().vault.read()).toMatchObject({ session: SESSION })
  })

  it('has the id that its own session gave it', async () => {
    await bench.boot().vault.write(token, replacing, other)
    expect([bench.session, await bench.boot().vault.read()]).toMatchObject([other, { session: other }])
  })
})

describe('a token that lies in a locked database as another is stored in an open one', () => {
  /** The earlier one is hidden, and the new one lies beside it. */
  async function leaveBehind() {
    bench = createBench({ like: 'keepassxc' })
    leave()
    bench.world.make('second', true)
    bench.world.lock()
    const run = bench.boot()
    expect([await run.vault.write(token, replacing), texts(), replaced]).toEqual([
      'keychain',
      [token.reveal(), OLD],
      [],
    ])
    return run
  }

  /** As the app does where the keychain has opened. */
  async function opened({ vault }: Pick<ReturnType<Bench['boot']>, 'vault'>) {
    bench.world.unlockAll()
    await vault.clear(replacing)
    const each = [...new Set(replaced)]
    return { ...left(), replaced: each, isClear: vault.isClear(), mark: bench.mark }
  }

  const signedIn = {
    texts: [token.reveal()],
    hint: 'yes',
    session: SESSION,
    replaced: [OLD],
    isClear: true,
    mark: null,
  }
  const signedOut = { ...signedIn, texts: [], hint: 'no', session: null }

  it.each([
    ['in the same run', false],
    ['in a later one', true],
  ])('is handed out and taken away once that opens: %s', async (_when, later) => {
    const first = await leaveBehind()
    expect([first.vault.isClear(), first.vault.isGivenUp()]).toEqual([false, false])
    const run = later ? bench.boot() : first
    expect([await found(run.vault), await opened(run), await found(run.vault)]).toEqual([
      inKeychain,
      signedIn,
      inKeychain,
    ])
    expect(bench.world.asked).toEqual([])
  })

  it('signs nobody in, though a keychain hands it out first', async () => {
    await leaveBehind()
    bench.world.unlockAll()
    bench.world.make('third', true)
    bench.world.take(ACCOUNT)
    bench.world.put(ACCOUNT, token.reveal(), 'second')
    bench.world.put(ACCOUNT, OLD, 'third')
    const run = bench.boot()
    expect([await found(run.vault), await opened(run)]).toEqual([inKeychain, signedIn])
  })

  it('signs nobody in where the other one is locked by then', async () => {
    await leaveBehind()
    bench.world.unlock('login')
    bench.world.lock('second')
    const { vault } = bench.boot()
    await expect(vault.read(silently)).rejects.toMatchObject({ problem: 'keychain-locked' })
    await expect(vault.read()).rejects.toMatchObject({ problem: 'keychain-locked' })
    await vault.clear(replacing)
    expect([replaced, texts(), vault.isClear()]).toEqual([[OLD], [token.reveal(), OLD], false])
    expect(await opened(bench.boot())).toEqual(signedIn)
  })

  it('is taken away, and signs nobody in, where the other one is gone', async () => {
    await leaveBehind()
    bench.world.unmake('second')
    bench.world.make('third', true)
    const run = bench.boot()
    bench.world.unlockAll()
    await expect(run.vault.read()).rejects.toMatchObject({ problem: 'keychain-emptied' })
    expect(await opened(run)).toEqual({ ...signedIn, texts: [] })
  })

  it.each([
    ['in the same run', 0],
    ['in a later one', 1],
    ['in the one after that', 2],
  ])('is not forgotten by a sign-out that cannot reach it, and that is done %s', async (_when, restarts) => {
    let run = await leaveBehind()
    if (restarts > 0) run = bench.boot()
    await run.vault.erase({}, replacing)
    expect([texts(), bench.hint, run.vault.isGivenUp()]).toEqual([[OLD], 'given-up', true])
    if (restarts > 1) run = bench.boot()
    expect([await run.vault.read(), await opened(run)]).toEqual([
      undefined,
      { ...signedOut, replaced: [token.reveal(), OLD] },
    ])
  })

  it('is not forgotten by the next sign-in either', async () => {
    await leaveBehind()
    const next = bench.boot()
    expect([await next.vault.write(newer, replacing), texts()]).toEqual(['keychain', [newer.reveal(), OLD]])
    expect(await opened(bench.boot())).toEqual({
      ...signedIn,
      texts: [newer.reveal()],
      replaced: [token.reveal(), OLD],
    })
  })

  it('is not forgotten where the app ended before the other one was stored', async () => {
    bench = createBench({ like: 'keepassxc' })
    leave()
    bench.world.make('second', true)
    bench.world.lock()
    bench.world.setLies(true)
    const first = bench.boot()
    await first.vault.write(token, replacing)
    first.crash()
    const run = bench.boot()
    expect(await run.vault.read().catch(() => undefined)).toBeUndefined()
    expect(await opened(run)).toMatchObject({ texts: [], replaced: [OLD], isClear: true, mark: null })
  })

  it('is not overwritten unread in a database that is asked to open', async () => {
    await leaveBehind()
    bench.world.make('third', true)
    bench.world.put(ACCOUNT, 'third-token-of-plex-tv', 'third')
    bench.world.lock('third')
    const { vault } = bench.boot()
    expect(await bench.said(true, vault.write(newer, replacing))).toBe('keychain-locked')
    expect([texts().length, bench.world.asked]).toEqual([3, []])
  })

  it('is looked for where one is left behind alone', async () => {
    const { vault } = await leaveBehind()
    bench.world.make('unrelated')
    bench.world.unlockAll()
    expect(await opened({ vault })).toEqual(signedIn)
    bench.world.lock('unrelated')
    expect([await vault.write(newer, replacing), bench.mark, vault.isClear()]).toEqual([
      'keychain',
      null,
      true,
    ])
  })

  it('stays, handed out once in each run, where nothing is deleted without a question', async () => {
    bench = createBench({ like: 'keepassxc', confirmsDelete: true })
    leave()
    bench.world.make('second', true)
    bench.world.lock()
    await bench.boot().vault.write(token, replacing)
    const { vault } = bench.boot()
    expect([await opened({ vault }), replaced]).toEqual([
      { ...signedIn, texts: [token.reveal(), OLD], isClear: false, mark: bench.mark },
      [OLD],
    ])
    expect(bench.mark).not.toBeNull()
    const asked = bench.world.calls.length
    await vault.clear(replacing)
    expect([replaced, bench.world.calls.length - asked, bench.world.asked]).toEqual([[OLD], 0, []])
    expect(await found(vault)).toEqual(inKeychain)
    await bench.said(true, vault.erase({}, replacing))
    expect([texts(), bench.hint, bench.mark, vault.isClear()]).toEqual([[], 'no', null, true])
  })

  it('is handed out at a sign-out in a later run, where the person is asked for each', async () => {
    bench = createBench({ like: 'keepassxc', confirms: true })
    leave()
    bench.world.make('second', true)
    bench.world.lock()
    await bench.said(true, bench.boot().vault.write(token, replacing))
    const { vault } = bench.boot()
    bench.world.unlockAll()
    expect((await bench.said(true, vault.read()))?.token.reveal()).toBe(token.reveal())
    await bench.said(true, vault.erase({}, replacing))
    expect([new Set(replaced), texts(), bench.hint]).toEqual([new Set([token.reveal(), OLD]), [], 'no'])
  })
})
