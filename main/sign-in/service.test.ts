import { describe, expect, it } from 'vitest'
import { settle } from '../clock.fake.ts'
import { Secret } from '../secret.ts'
import type { Problem } from '../../common/sign-in-view.ts'
import { ada } from '../../common/samples.fake.ts'
import { Failure } from '../failure.ts'
import type { PinStatus, PlexApi } from '../plex/port.ts'
import type { TokenVault } from '../vault/port.ts'
import { currentWatch } from '../attempt/state.ts'
import { createLoneSignIn, stored } from './sign-in.fake.ts'
import { stage } from './state.ts'

const pin = { id: 7, code: 'AB12' }
const pending: PinStatus = { kind: 'pending', lifeMs: 900_000 }
const claimed: PinStatus = { kind: 'claimed', token: new Secret('sentinel-token-of-plex-tv') }

const fails = (problem: ConstructorParameters<typeof Failure>[0]) => async () => {
  throw new Failure(problem)
}
const never = () => new Promise<never>(() => {})

function setup(given: Omit<Parameters<typeof createLoneSignIn>[0] & object, 'record' | 'asked'> = {}) {
  const calls: string[] = []
  const at: Record<string, number[]> = { issue: [], check: [], account: [] }
  const recorded: string[] = []
  const { clock, items, owed, signIn } = createLoneSignIn({
    ...given,
    // What plex.tv says of a code does not count down here.
    api: { check: async () => pending, ...given.api },
    asked(name) {
      calls.push(name)
      at[name]?.push(clock.now())
    },
    record: {
      signedIn: () => void recorded.push('signed in'),
      confirmed: () => void recorded.push('confirmed'),
      signedOut: () => void recorded.push('signed out'),
    },
  })
  const phases: string[] = []
  signIn.subscribe(state => {
    const { kind } = stage(state)
    if (phases.at(-1) !== kind) phases.push(kind)
  })
  const current = () => currentWatch(signIn.state().attempts)
  return {
    clock,
    signIn,
    calls,
    at,
    phases,
    items,
    owed,
    recorded,
    current,
    phase: () => stage(signIn.state()),
  }
}

const signedIn = { kind: 'signed-in', account: ada, kept: 'keychain', problem: null }

describe('signing in', () => {
  it('ends signed in once the code is approved, with one timer for the next check', async () => {
    const answers = [pending, claimed]
    const { clock, signIn, phase, phases, at, current } = setup({
      api: { check: async () => answers.shift() ?? pending },
    })
    signIn.start()
    await settle()
    expect(phase().kind).toBe('awaiting-approval')
    expect(current()).toMatchObject({ pin, lifeMs: 900_000 })
    await clock.advance(3_000)
    expect(phase()).toMatchObject(signedIn)
    expect(phases).toEqual(['requesting-code', 'awaiting-approval', 'saving', 'signed-in'])
    expect(at['check']).toEqual([1_500, 3_000])
    // The next check, in a day.
    expect(clock.pending).toBe(1)
  })

  it('stores the token before it asks whose it is', async () => {
    const { clock, signIn, calls } = setup({ api: { check: async () => claimed } })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    expect(calls).toEqual(['issue', 'check', 'write', 'account'])
  })

  it('asks for a code that is short enough to be typed', async () => {
    const kinds: string[] = []
    const { signIn } = setup({ api: { issue: async kind => (kinds.push(kind), { pin, lifeMs: 900_000 }) } })
    signIn.start()
    await settle()
    expect(kinds).toEqual(['weak'])
  })

  it('asks for one PIN, however often it is started', async () => {
    const { signIn, at } = setup()
    for (let i = 0; i < 100; i++) signIn.start()
    await settle()
    expect(at['issue']).toEqual([0])
  })

  it('shows the code again when a cancelled attempt is started again, and asks for no other', async () => {
    const { clock, signIn, at, current } = setup()
    for (let i = 0; i < 4; i++) {
      signIn.start()
      await clock.advance(1_000)
      expect(current()).toMatchObject({ pin })
      signIn.cancel()
      expect(current()).toBeUndefined()
    }
    expect(at['issue']).toEqual([0])
  })

  it('shows a code again that has a minute left', async () => {
    const { clock, signIn, at, current } = setup({ api: { issue: async () => ({ pin, lifeMs: 60_000 }) } })
    signIn.start()
    await settle()
    signIn.cancel()
    signIn.start()
    await clock.advance(1_000)
    expect([current(), at['issue']]).toMatchObject([{ pin }, [0]])
  })

  it('asks after a code sooner when the person asks, though not within 1.4 seconds', async () => {
    const { clock, signIn, at } = setup()
    signIn.start()
    await settle()
    await clock.advance(1_600)
    signIn.tryNow()
    await clock.advance(1_299)
    expect(at['check']).toEqual([1_500])
    await clock.advance(1)
    expect(at['check']).toEqual([1_500, 2_900])
  })

  it('leaves five seconds between two PINs when the old one is not worth showing again', async () => {
    let id = 0
    const { clock, signIn, at } = setup({
      api: { issue: async () => ({ pin: { id: ++id, code: 'AB12' }, lifeMs: 59_999 }) },
    })
    signIn.start()
    await settle()
    signIn.cancel()
    signIn.start()
    await clock.advance(4_999)
    expect(at['issue']).toEqual([0])
    await clock.advance(1)
    expect(at['issue']).toEqual([0, 5_000])
  })

  it('leaves five seconds after a PIN that was long on its way, too', async () => {
    const { clock, signIn, at } = setup({
      api: {
        issue: () =>
          new Promise(resolve => void clock.at(clock.now() + 4_000, () => resolve({ pin, lifeMs: 59_999 }))),
      },
    })
    signIn.start()
    await clock.advance(4_000)
    signIn.cancel()
    signIn.start()
    await clock.advance(4_999)
    expect(at['issue']).toEqual([0])
    await clock.advance(1)
    expect(at['issue']).toEqual([0, 9_000])
  })

  it('moves the end of a code by nothing that whole seconds explain', async () => {
    const { clock, signIn, current } = setup({
      api: {
        check: async () => ({
          kind: 'pending',
          lifeMs: clock.now() < 6_000 ? 1_000 * Math.floor((899_990 - clock.now()) / 1_000) : 600_000,
        }),
      },
    })
    signIn.start()
    await settle()
    await clock.advance(4_500)
    expect(current()).toMatchObject({ deadline: 900_000 })
    await clock.advance(1_500)
    expect(current()).toMatchObject({ deadline: 606_000 })
  })

  it('polls no slower while plex.tv is unreachable', async () => {
    const { clock, signIn, at, current } = setup({ api: { check: fails('connection') } })
    signIn.start()
    await settle()
    await clock.advance(7_500)
    expect(at['check']).toEqual([1_500, 3_000, 4_500, 6_000, 7_500])
    expect(current()).toMatchObject({ trouble: { problem: 'connection', retryAt: 9_000 } })
  })

  it('polls on beside a poll that has no answer yet', async () => {
    const { clock, signIn, at } = setup({ api: { check: never } })
    signIn.start()
    await settle()
    await clock.advance(6_000)
    expect(at['check']).toEqual([1_500, 3_000, 4_500, 6_000])
  })

  it.each([
    [0, 4_000],
    [1_000, 1_500],
    [3_000, 3_000],
    [3_600_000, 4_000],
  ])(
    'waits, where plex.tv asks for a pause of %d ms, %d ms for the next poll',
    async (retryAfterMs, wait) => {
      const { clock, signIn, at } = setup({
        api: {
          check: async () => {
            throw new Failure('rate-limited', { retryAfterMs })
          },
        },
      })
      signIn.start()
      await settle()
      await clock.advance(1_500 + wait)
      expect(at['check']).toEqual([1_500, 1_500 + wait])
    },
  )

  it('heeds no pause but that of a 429', async () => {
    const { clock, signIn, at } = setup({
      api: {
        check: async () => {
          throw new Failure('service', { retryAfterMs: 4_000 })
        },
      },
    })
    signIn.start()
    await settle()
    await clock.advance(3_000)
    expect(at['check']).toEqual([1_500, 3_000])
  })

  it('writes to the keychain when a code comes and when it goes, and at none of its polls', async () => {
    const { clock, signIn, items } = setup()
    let writes = 0
    const put = items.set.bind(items)
    items.set = (...given) => (writes++, put(...given))
    signIn.start()
    await settle()
    await clock.advance(15_000)
    expect(writes).toBe(1)
    signIn.cancel()
    await clock.advance(15_000)
    expect(writes).toBe(2)
  })

  it('seals with a code when it ends by the calendar', async () => {
    const { clock, signIn, items } = setup()
    await clock.advance(10_000)
    signIn.start()
    await settle()
    expect(JSON.parse(items.get('unfinished')!)).toMatchObject({
      pins: [{ ...pin, role: 'current', lifeMs: 900_000, endsAt: clock.calendar() + 900_000 }],
    })
  })

  it('takes the token of a poll that is answered after a later one has found the code gone', async () => {
    const { clock, signIn, phase } = setup({
      api: {
        check: () =>
          clock.now() > 1_500
            ? Promise.resolve({ kind: 'gone' })
            : new Promise(resolve => void clock.at(4_000, () => resolve(claimed))),
      },
    })
    signIn.start()
    await settle()
    await clock.advance(3_999)
    expect(phase().kind).toBe('awaiting-approval')
    await clock.advance(1)
    expect(phase()).toMatchObject(signedIn)
  })

  it('believes that a code is gone without waiting for polls that started later', async () => {
    const { clock, signIn, phase } = setup({
      api: {
        check: () =>
          clock.now() > 1_500
            ? never()
            : new Promise(resolve => void clock.at(4_000, () => resolve({ kind: 'gone' }))),
      },
    })
    signIn.start()
    await settle()
    await clock.advance(3_999)
    expect(phase().kind).toBe('awaiting-approval')
    await clock.advance(1)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'used-elsewhere' })
  })

  it('takes a miss that comes after a later answer for no trouble', async () => {
    const { clock, signIn, current } = setup({
      api: {
        check: () =>
          clock.now() > 1_500
            ? Promise.resolve(pending)
            : new Promise((_, reject) => void clock.at(4_000, () => reject(new Failure('connection')))),
      },
    })
    signIn.start()
    await settle()
    await clock.advance(4_000)
    expect(current()).toMatchObject({ trouble: null, looks: [] })
  })

  it('calls an error that nobody foresaw unexpected, and goes on', async () => {
    const { clock, signIn, current } = setup({
      api: { check: async () => JSON.parse('<html>') as PinStatus },
    })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    expect(current()).toMatchObject({ trouble: { problem: 'unexpected' } })
  })

  it.each<[Problem, string, PlexApi['check']]>([
    ['expired', 'by itself, and then says so', async () => pending],
    ['ended-unseen', 'by itself, and then says that it saw none of it', fails('offline')],
  ])('replaces an expired code three times: %s, %s', async (problem, _how, check) => {
    let id = 0
    const { clock, signIn, at, phase } = setup({
      api: { issue: async () => ({ pin: { id: ++id, code: 'AB12' }, lifeMs: 900_000 }), check },
    })
    signIn.start()
    await settle()
    await clock.advance(3_599_999)
    expect(phase()).toMatchObject({ kind: 'awaiting-approval', renewals: 3 })
    await clock.advance(1)
    expect(phase()).toEqual({ kind: 'signed-out', problem })
    expect(at['issue']).toEqual([0, 900_000, 1_800_000, 2_700_000])
    await clock.advance(15_000)
    expect(signIn.state().attempts.watches).toEqual([])
    expect(clock.pending).toBe(0)
  })

  it('signs in with the code before when that was approved in its last moment', async () => {
    let id = 0
    const { clock, signIn, phase, phases } = setup({
      api: {
        issue: async () => ({ pin: { id: ++id, code: 'AB12' }, lifeMs: 900_000 }),
        check: async asked =>
          asked.id === 1 && clock.now() > 905_000
            ? claimed
            : { kind: 'pending', lifeMs: 900_000 * asked.id - clock.now() },
      },
    })
    signIn.start()
    await settle()
    await clock.advance(910_000)
    expect(phase()).toMatchObject(signedIn)
    expect(phases).toEqual([
      'requesting-code',
      'awaiting-approval',
      'requesting-code',
      'awaiting-approval',
      'saving',
      'signed-in',
    ])
    expect(signIn.state().attempts.watches).toMatchObject([{ pin: { id: 2 }, role: 'cancelled' }])
  })

  it.each(['certificate', 'authority', 'clock', 'proxy-password'] as const)(
    'says what kept it from getting a code, and waits for somebody to mend it: %s',
    async problem => {
      const { signIn, phase } = setup({ api: { issue: fails(problem) } })
      signIn.start()
      await settle()
      expect(phase()).toEqual({ kind: 'signed-out', problem })
    },
  )

  it.each([
    ['after what it waited for was mended', 'proxy-password', 2],
    ['and not when it waited for something else', 'certificate', 1],
  ] as const)('goes on by itself %s', async (_when, problem, asked) => {
    let times = 0
    const issue = async () => {
      if (++times === 1) throw new Failure(problem)
      return { pin: { id: 1, code: 'AB12' }, lifeMs: 900_000 }
    }
    const { clock, signIn, phase } = setup({ api: { issue } })
    signIn.start()
    await settle()
    signIn.unblocked()
    await clock.advance(5_000)
    expect([times, phase().kind]).toEqual([asked, asked === 1 ? 'signed-out' : 'awaiting-approval'])
  })

  it('tries for a code at once when the way to plex.tv is open again', async () => {
    const { clock, signIn, at } = setup({ api: { issue: fails('proxy') } })
    signIn.start()
    await settle()
    await clock.advance(20_000)
    signIn.unblocked()
    await clock.advance(0)
    expect(at['issue']).toEqual([0, 5_000, 15_000, 20_000])
  })

  it('says that a code was used when it ends early', async () => {
    const { clock, signIn, phase } = setup({ api: { check: async () => ({ kind: 'gone' }) } })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'used-elsewhere' })
  })

  it('replaces a code that ends so shortly before its time that the time may be meant', async () => {
    const { clock, signIn, phase } = setup({
      api: {
        issue: async () => ({ pin: { id: clock.now() + 1, code: 'AB12' }, lifeMs: 900_000 }),
        check: async ({ id }) => (id === 1 && clock.now() >= 895_000 ? { kind: 'gone' } : pending),
      },
    })
    signIn.start()
    await clock.advance(894_999)
    expect(phase()).toMatchObject({ kind: 'awaiting-approval', renewals: 0 })
    await clock.advance(3_000)
    expect(phase()).toMatchObject({ kind: 'awaiting-approval', renewals: 1 })
  })

  it('says nothing of a code that ends after it was cancelled', async () => {
    const { clock, signIn, phase } = setup({ api: { check: async () => ({ kind: 'gone' }) } })
    signIn.start()
    await settle()
    signIn.cancel()
    await clock.advance(3_000)
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    expect(signIn.state().attempts.watches).toEqual([])
  })

  describe('does not say that a code was used when nobody looked before it ended:', () => {
    const ended = async (happens: (parts: ReturnType<typeof setup>) => Promise<void>) => {
      let gone = false
      let failing = false
      const parts = setup({
        api: {
          check: async () => {
            if (failing) throw new Failure('service')
            return gone ? { kind: 'gone' } : pending
          },
        },
      })
      parts.signIn.start()
      await settle()
      await parts.clock.advance(1_500)
      failing = true
      await happens(parts)
      failing = false
      gone = true
      await parts.clock.advance(1_500)
      return parts.phase()
    }

    it('a poll had failed', async () => {
      expect(await ended(({ clock }) => clock.advance(1_500))).toEqual({
        kind: 'signed-out',
        problem: 'ended-unseen',
      })
    })

    it('the computer had slept', async () => {
      expect(await ended(async ({ signIn }) => signIn.resumed(20_000))).toEqual({
        kind: 'signed-out',
        problem: 'ended-unseen',
      })
    })

    it('nothing of the kind', async () => {
      expect(await ended(async () => {})).toEqual({ kind: 'signed-out', problem: 'used-elsewhere' })
    })
  })

  it('is signed in without a name while plex.tv is down, and learns it when it is back', async () => {
    const accounts = [fails('service'), async () => ada]
    const { clock, signIn, phase } = setup({
      api: { check: async () => claimed, account: () => accounts.shift()!() },
    })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    expect(phase()).toMatchObject({ ...signedIn, account: null, problem: 'service' })
    await clock.advance(5_000)
    expect(phase()).toMatchObject(signedIn)
  })

  it('aborts a request for a code that is cancelled, and leaves no timer', async () => {
    let signal: AbortSignal | undefined
    const { clock, signIn, phase } = setup({ api: { issue: (_kind, given) => ((signal = given), never()) } })
    signIn.start()
    await settle()
    signIn.cancel()
    expect(signal?.aborted).toBe(true)
    expect(clock.pending).toBe(0)
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
  })

  it('tries again for a code after 5, 10, 20 and then every 30 seconds, and says so', async () => {
    const { clock, signIn, at, phase } = setup({ api: { issue: fails('service') } })
    signIn.start()
    await settle()
    expect(phase()).toMatchObject({
      kind: 'requesting-code',
      trouble: { problem: 'service', retryAt: 5_000 },
    })
    await clock.advance(95_000)
    expect(at['issue']).toEqual([0, 5_000, 15_000, 35_000, 65_000, 95_000])
  })

  it('gives up asking for a code after a quarter of an hour, with the reason', async () => {
    const { clock, signIn, at, phase } = setup({ api: { issue: fails('offline') } })
    signIn.start()
    await settle()
    await clock.advance(20 * 60_000)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'offline' })
    // After 5, 10, 20 and then 27 times 30 seconds.
    expect(at['issue']!.at(-1)).toBe(845_000)
    expect(clock.pending).toBe(0)
  })

  it('asks for a code at once when a start follows a cancelled pause', async () => {
    const { clock, signIn, at } = setup({ api: { issue: fails('offline') } })
    signIn.start()
    await clock.advance(12_000)
    signIn.cancel()
    signIn.start()
    await settle()
    expect(at['issue']).toEqual([0, 5_000, 12_000])
  })

  it('waits as long as plex.tv asks before it tries for a code again', async () => {
    const busy = async () => {
      throw new Failure('rate-limited', { retryAfterMs: 120_000 })
    }
    const { clock, signIn, at } = setup({ api: { issue: busy } })
    signIn.start()
    await settle()
    await clock.advance(119_999)
    expect(at['issue']).toEqual([0])
    await clock.advance(1)
    expect(at['issue']).toEqual([0, 120_000])
  })

  it('tries for a code at once when the person asks, though not within five seconds', async () => {
    const { clock, signIn, at } = setup({ api: { issue: fails('offline') } })
    signIn.start()
    await settle()
    await clock.advance(5_000)
    signIn.tryNow()
    await clock.advance(4_999)
    expect(at['issue']).toEqual([0, 5_000])
    await clock.advance(1)
    expect(at['issue']).toEqual([0, 5_000, 10_000])
  })

  it('finishes storing a token when it is disposed of, and does nothing more', async () => {
    let stored = () => {}
    const { clock, signIn, phase } = setup({
      api: { check: async () => claimed },
      vault: { write: () => new Promise(resolve => (stored = () => resolve('keychain'))) },
    })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    let disposed = false
    void signIn.dispose().then(() => (disposed = true))
    await settle()
    expect(disposed).toBe(false)
    stored()
    await settle()
    expect(disposed).toBe(true)
    expect(phase()).toMatchObject({ kind: 'saving' })
    expect(clock.pending).toBe(0)
  })
})

it('says that the keychain has taken the token after all', async () => {
  const { clock, signIn, phase } = setup({
    api: { check: async () => claimed },
    vault: {
      write: async () => 'keychain-asking',
      read: async () => ({ ...stored, kept: 'keychain-asking' }),
      keep: async () => 'keychain',
    },
  })
  signIn.keychainOpened()
  expect(phase()).toEqual({ kind: 'signed-out', problem: null })
  signIn.start()
  await settle()
  await clock.advance(2_000)
  expect(phase()).toMatchObject({ kind: 'signed-in', kept: 'keychain-asking' })
  signIn.keychainOpened()
  await settle()
  expect(phase()).toMatchObject({ kind: 'signed-in', kept: 'keychain' })
})

describe('launching', () => {
  it('restores the session that it finds', async () => {
    const { signIn, phase, phases } = setup({ vault: { read: async () => stored } })
    signIn.launched()
    await settle()
    expect(phase()).toMatchObject(signedIn)
    expect(phases).toEqual(['restoring', 'signed-in'])
  })

  it('is signed out where nothing was stored', async () => {
    const { signIn, phase } = setup()
    signIn.launched()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
  })

  it('does not call a locked keychain signed out, and reads it again when asked', async () => {
    const reads = [fails('keychain-locked'), async () => stored, async () => stored]
    const { signIn, phase } = setup({ vault: { read: () => reads.shift()!() } })
    signIn.launched()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'keychain-locked' })
    signIn.tryNow()
    await settle()
    expect(phase()).toMatchObject(signedIn)
  })

  it('reads a locked keychain once it is open, also after a code that has expired in the meantime', async () => {
    const reads = [fails('keychain-locked'), async () => stored, async () => stored]
    const { clock, signIn, phase } = setup({
      api: { check: async () => ({ kind: 'gone' }) },
      vault: { read: () => reads.shift()!() },
    })
    signIn.launched()
    await settle()
    signIn.start()
    await clock.advance(5_000)
    expect([phase(), signIn.wantsKeychain()]).toEqual([
      { kind: 'signed-out', problem: 'used-elsewhere' },
      true,
    ])
    signIn.keychainOpened()
    await settle()
    expect(phase()).toMatchObject(signedIn)
  })

  it.each(['offline', 'service', 'unexpected', 'rate-limited', 'certificate'] as const)(
    'keeps the token while plex.tv answers with %s',
    async problem => {
      const { signIn, phase, calls } = setup({
        api: { account: fails(problem) },
        vault: { read: async () => stored },
      })
      signIn.launched()
      await settle()
      expect(phase()).toMatchObject({ ...signedIn, account: null, problem })
      expect(calls).toEqual(['account'])
    },
  )

  it('is signed out when the token is gone from where it was', async () => {
    const reads = [async () => stored, async () => undefined]
    const { signIn, phase } = setup({ vault: { read: () => reads.shift()!() } })
    signIn.launched()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
  })
})

describe('signing out', () => {
  it('has the token revoked and erases it', async () => {
    const { clock, signIn, phase, calls, owed } = setup({ vault: { read: async () => stored } })
    signIn.launched()
    await settle()
    signIn.signOut()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    expect(calls).toEqual(['account', 'erase'])
    expect(owed).toEqual(['sentinel-token-of-plex-tv'])
    expect(clock.pending).toBe(0)
  })

  it.each(['keychain-emptied', 'keychain-locked', 'keychain-denied'] as const)(
    'has the token revoked that it knows although the keychain no longer gives it: %s',
    async problem => {
      const reads = [async () => stored, async () => stored, fails(problem)]
      const { signIn, phase, calls, owed } = setup({ vault: { read: () => reads.shift()!() } })
      signIn.launched()
      await settle()
      signIn.signOut()
      await settle()
      expect([phase(), calls, owed]).toEqual([
        { kind: 'signed-out', problem: null },
        ['account', 'erase'],
        ['sentinel-token-of-plex-tv'],
      ])
    },
  )

  it('starts again when it was the wrong account', async () => {
    const reads = [async () => stored, async () => stored, async () => stored]
    const { signIn, phase, owed } = setup({ vault: { read: () => reads.shift()!() } })
    signIn.launched()
    await settle()
    signIn.disown()
    await settle()
    expect(phase()).toMatchObject({ kind: 'awaiting-approval' })
    expect(owed).toEqual(['sentinel-token-of-plex-tv'])
  })
})

/** A sign-in that was cancelled and approved afterwards, with the question open. */
async function lateClaim(overrides: Parameters<typeof setup>[0] = {}) {
  const answers = [pending, claimed]
  const parts = setup({
    ...overrides,
    api: { check: async () => answers.shift() ?? { kind: 'gone' }, ...overrides.api },
  })
  parts.signIn.start()
  await settle()
  await parts.clock.advance(2_000)
  parts.signIn.cancel()
  await parts.clock.advance(4_000)
  return parts
}

describe('a sign-in that is approved after it was cancelled', () => {
  it('is kept for the person to decide, sealed in the keychain', async () => {
    const { signIn, phase, calls, items } = await lateClaim()
    expect(signIn.state().attempts.claims).toEqual([
      { pinId: 7, account: ada, question: expect.any(String) as string },
    ])
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    expect(calls).not.toContain('write')
    expect(JSON.parse(items.get('unfinished')!)).toEqual({
      pins: [],
      claims: [{ pinId: 7, token: 'sentinel-token-of-plex-tv' }],
      owed: [],
    })
  })

  it('is listened for until the end of its PIN and no longer', async () => {
    const { clock, signIn, at } = setup({
      api: {
        check: async () =>
          clock.now() < 900_000 ? { kind: 'pending', lifeMs: 900_000 - clock.now() } : { kind: 'gone' },
      },
    })
    signIn.start()
    await settle()
    signIn.cancel()
    await clock.advance(1_000_000)
    const gaps = at['check']!.slice(1).map((moment, i) => moment - at['check']![i]!)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_000)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1_500)
    expect(at['check']!.at(-1)).toBeGreaterThanOrEqual(900_000)
    expect(clock.pending).toBe(0)
  })

  it('signs in when it is kept', async () => {
    const { signIn, phase, items } = await lateClaim()
    signIn.keepClaim()
    await settle()
    expect(phase()).toMatchObject(signedIn)
    expect(signIn.state().attempts.claims).toEqual([])
    expect(items.has('unfinished')).toBe(false)
  })

  it('signs in when it is kept while plex.tv cannot say whether its token is alive', async () => {
    const accounts = [async () => ada]
    const { signIn, phase, items } = await lateClaim({
      api: { account: () => (accounts.shift() ?? fails('service'))() },
    })
    signIn.keepClaim()
    await settle()
    expect([phase(), items.has('unfinished')]).toMatchObject([
      { kind: 'signed-in', account: null, problem: 'service' },
      false,
    ])
  })

  it('is revoked when it is not kept', async () => {
    const { signIn, phase, owed, items } = await lateClaim()
    signIn.revokeClaim()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    expect(owed).toEqual(['sentinel-token-of-plex-tv'])
    expect(items.has('unfinished')).toBe(false)
  })

  it('has to be answered before another sign-in starts', async () => {
    const { signIn, phase, at } = await lateClaim()
    signIn.start()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    expect(at['issue']).toEqual([0])
  })

  it('is not asked about before plex.tv has answered whose it is', async () => {
    const { signIn } = await lateClaim({ api: { account: never } })
    expect(signIn.state().attempts.claims).toEqual([{ pinId: 7, account: null, question: null }])
  })

  it('is asked without a name while plex.tv cannot say whose it is', async () => {
    const { signIn } = await lateClaim({ api: { account: fails('service') } })
    expect(signIn.state().attempts.claims).toEqual([
      { pinId: 7, account: null, question: expect.any(String) as string },
    ])
  })

  it('is forgotten when its token is dead by then', async () => {
    const { signIn, items } = await lateClaim({ api: { account: fails('refused') } })
    expect(signIn.state().attempts.claims).toEqual([])
    expect(items.has('unfinished')).toBe(false)
  })

  it('is not adopted when its token has died since it was asked about', async () => {
    const accounts = [async () => ada, fails('refused')]
    const { signIn, phase, calls } = await lateClaim({ api: { account: () => accounts.shift()!() } })
    signIn.keepClaim()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    expect(calls).not.toContain('write')
  })

  it('does nothing when there is no question to answer', async () => {
    const { signIn, phase, owed } = setup()
    signIn.keepClaim()
    signIn.revokeClaim()
    await settle()
    expect([phase(), owed]).toEqual([{ kind: 'signed-out', problem: null }, []])
  })
})

describe('after a restart', () => {
  const unfinished = (role: string, endsIn: number) =>
    JSON.stringify({
      pins: [{ id: 7, code: 'AB12', role, lifeMs: 900_000, endsAt: 1_700_000_000_000 + endsIn }],
      claims: [],
      owed: [],
    })

  it('shows the code that was on screen and asks after it at once', async () => {
    const { clock, signIn, items, current, at, phase } = setup({
      api: { check: async () => ({ kind: 'pending', lifeMs: 300_000 }) },
    })
    items.set('unfinished', unfinished('current', 500_000))
    signIn.launched()
    await settle()
    expect(phase()).toEqual({ kind: 'awaiting-approval', epoch: 1, renewals: 0 })
    expect(current()).toMatchObject({ pin, deadline: 500_000 })
    await clock.advance(0)
    expect(current()).toMatchObject({ deadline: 300_000 })
    expect([at['issue'], at['check']]).toEqual([[], [0]])
  })

  it('does not say that a code was used which ended while the app did not run', async () => {
    const { clock, signIn, items, phase } = setup({ api: { check: async () => ({ kind: 'gone' }) } })
    items.set('unfinished', unfinished('current', 500_000))
    signIn.launched()
    await settle()
    await clock.advance(0)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'ended-unseen' })
  })

  it('asks after a code once even if the calendar says that it has ended', async () => {
    const { clock, signIn, items, phase } = setup({ api: { check: async () => claimed } })
    items.set('unfinished', unfinished('current', -9_000_000))
    signIn.launched()
    await settle()
    await clock.advance(0)
    expect(phase()).toMatchObject(signedIn)
  })

  it('believes plex.tv more than the calendar how long a code lives', async () => {
    const { clock, signIn, items, current } = setup({
      api: { check: async () => ({ kind: 'pending', lifeMs: 300_000 }) },
    })
    items.set('unfinished', unfinished('current', -9_000_000))
    signIn.launched()
    await settle()
    await clock.advance(0)
    expect(current()).toMatchObject({ deadline: 300_000 })
  })

  it('writes nothing to the keychain of what it has found there', async () => {
    const { clock, signIn, items, current } = setup()
    items.set('unfinished', unfinished('current', 500_000))
    let writes = 0
    const put = items.set.bind(items)
    items.set = (...given) => (writes++, put(...given))
    signIn.launched()
    await clock.advance(3_000)
    expect([current(), writes]).toMatchObject([{ pin }, 0])
  })

  it('listens on for a code that had been cancelled', async () => {
    const { clock, signIn, items, phase } = setup({ api: { check: async () => claimed } })
    items.set('unfinished', unfinished('cancelled', 500_000))
    signIn.launched()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    await clock.advance(0)
    expect(signIn.state().attempts.claims).toEqual([
      { pinId: 7, account: ada, question: expect.any(String) as string },
    ])
  })

  it('does not ask about the token that it holds', async () => {
    const { clock, signIn, items, phase } = setup({
      api: { check: async () => claimed },
      vault: { read: async () => stored },
    })
    items.set('unfinished', unfinished('current', 500_000))
    signIn.launched()
    await settle()
    await clock.advance(0)
    expect(phase()).toMatchObject(signedIn)
    expect(signIn.state().attempts.claims).toEqual([])
    expect(items.has('unfinished')).toBe(false)
  })

  it('asks again about a claim that nobody answered', async () => {
    const { signIn, items } = setup()
    items.set(
      'unfinished',
      JSON.stringify({ pins: [], claims: [{ pinId: 7, token: 'sentinel-token-of-plex-tv' }], owed: [] }),
    )
    signIn.launched()
    await settle()
    expect(signIn.state().attempts.claims).toEqual([
      { pinId: 7, account: ada, question: expect.any(String) as string },
    ])
  })
})

describe('a computer that slept', () => {
  it('counts the time slept and polls at once', async () => {
    const { clock, signIn, at, current } = setup({ api: { check: fails('offline') } })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    signIn.resumed(600_000)
    expect(current()).toMatchObject({ deadline: 300_000 })
    await clock.advance(0)
    expect(at['check']).toEqual([1_500, 2_000])
  })

  it('asks once more after a code that ended in its sleep', async () => {
    const { clock, signIn, phase, at } = setup({
      api: { check: async () => (clock.now() >= 7_000 ? claimed : pending) },
    })
    signIn.start()
    await settle()
    await clock.advance(7_000)
    signIn.resumed(9_000_000)
    await clock.advance(500)
    expect([phase(), at['issue']]).toMatchObject([signedIn, [0]])
  })

  it.each<[string, () => Promise<PinStatus>]>([
    ['how long the code lives', async () => ({ kind: 'pending', lifeMs: 897_500 })],
    ['that plex.tv was out of reach', fails('connection')],
  ])('is told nothing new by a poll from before its sleep: %s', async (_what, answer) => {
    const { clock, signIn, current } = setup({
      api: {
        check: () =>
          clock.now() > 1_500
            ? never()
            : new Promise(resolve => void clock.at(4_000, () => resolve(answer()))),
      },
    })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    signIn.resumed(600_000)
    await clock.advance(2_000)
    expect(current()).toMatchObject({
      deadline: 300_000,
      lostAt: 2_000,
      trouble: null,
      looks: [2_000, 3_500],
    })
  })
})

describe('a claim while signed in', () => {
  const claim = JSON.stringify({
    pins: [],
    claims: [{ pinId: 7, token: 'other-token-of-plex-tv' }],
    owed: [],
  })

  it('replaces the session when it is kept, and has the replaced token revoked', async () => {
    const written: string[] = []
    const { signIn, items, phase, owed } = setup({
      vault: {
        read: async () => stored,
        held: () => stored.token,
        write: async ({ token }) => (written.push(token.reveal()), 'keychain'),
      },
    })
    items.set('unfinished', claim)
    signIn.launched()
    await settle()
    signIn.keepClaim()
    await settle()
    expect(phase()).toMatchObject(signedIn)
    expect({ written, owed }).toEqual({
      written: ['other-token-of-plex-tv'],
      owed: ['sentinel-token-of-plex-tv'],
    })
  })

  it('leaves the session as it is when it is revoked, and checks that it is still alive', async () => {
    const { signIn, items, phase, owed, calls } = setup({ vault: { read: async () => stored } })
    items.set('unfinished', claim)
    signIn.launched()
    await settle()
    signIn.revokeClaim()
    await settle()
    expect(phase()).toMatchObject(signedIn)
    expect(owed).toEqual(['other-token-of-plex-tv'])
    expect(calls).toEqual(['account', 'account', 'account'])
  })

  it('does not call the session over when its keychain is locked and the claimed token has died', async () => {
    let read = async (): Promise<typeof stored> => stored
    const accounts = [async () => ada, async () => ada, fails('refused'), async () => ada]
    const { clock, signIn, items, phase } = setup({
      api: { account: () => accounts.shift()!() },
      vault: { read: () => read() },
    })
    items.set('unfinished', claim)
    signIn.launched()
    await settle()
    read = fails('keychain-locked')
    signIn.keepClaim()
    await settle()
    expect([phase(), signIn.wantsKeychain()]).toMatchObject([
      { kind: 'signed-in', problem: 'keychain-locked' },
      true,
    ])
    read = async () => stored
    signIn.keychainOpened()
    await clock.advance(5_000)
    expect(phase()).toMatchObject(signedIn)
  })

  it('does not bring the end of the session nearer when it is revoked', async () => {
    const accounts = [fails('refused'), async () => ada]
    const { clock, signIn, items, phase } = setup({
      api: { account: () => (accounts.shift() ?? fails('refused'))() },
      vault: { read: async () => stored },
    })
    items.set('unfinished', claim)
    signIn.launched()
    await settle()
    signIn.revokeClaim()
    await clock.advance(9_999)
    expect(phase()).toMatchObject({ kind: 'signed-in', refused: true })
    await clock.advance(1)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'refused' })
  })

  it('leaves the session as it is when the claimed token has died', async () => {
    const accounts = [async () => ada, async () => ada, fails('refused'), async () => ada]
    const { signIn, items, phase, owed } = setup({
      api: { account: () => accounts.shift()!() },
      vault: { read: async () => stored },
    })
    items.set('unfinished', claim)
    signIn.launched()
    await settle()
    signIn.keepClaim()
    await settle()
    expect(phase()).toMatchObject(signedIn)
    expect(owed).toEqual([])
  })
})

describe('of two claims', () => {
  const first = { pinId: 7, token: 'first-token-of-plex-tv' }
  const second = { pinId: 8, token: 'second-token-of-plex-tv' }
  const isAsked = (pinId: number) => ({ pinId, account: ada, question: expect.any(String) as string })

  async function twoClaims(overrides: Parameters<typeof setup>[0] = {}) {
    const parts = setup(overrides)
    parts.items.set('unfinished', JSON.stringify({ pins: [], claims: [first, second], owed: [] }))
    parts.signIn.launched()
    await settle()
    const left = () => {
      const sealed = parts.items.get('unfinished')
      const { claims } = JSON.parse(sealed ?? '{"claims":[]}') as { claims: unknown }
      return { asked: parts.signIn.state().attempts.claims, sealed: claims }
    }
    return { ...parts, left }
  }

  it('the one that is asked about is revoked, and the other stays', async () => {
    const { signIn, owed, left } = await twoClaims()
    signIn.revokeClaim()
    await settle()
    expect([owed, left()]).toEqual([[first.token], { asked: [isAsked(8)], sealed: [second] }])
  })

  it('the one that is asked about is kept, and the other stays', async () => {
    const written: string[] = []
    const write: TokenVault['write'] = async ({ token }) => (written.push(token.reveal()), 'keychain')
    const { signIn, left } = await twoClaims({ vault: { write } })
    signIn.keepClaim()
    await settle()
    expect([written, left()]).toEqual([[first.token], { asked: [isAsked(8)], sealed: [second] }])
  })

  it('one is dead, and the other is asked about', async () => {
    const account = async (token: Secret) => {
      if (token.reveal() === first.token) throw new Failure('refused')
      return ada
    }
    const { left } = await twoClaims({ api: { account } })
    expect(left()).toEqual({ asked: [isAsked(8)], sealed: [second] })
  })
})

it('logs each request that fails, and why', async () => {
  const log: string[] = []
  const answers = [fails('service'), async () => claimed]
  const issues = [fails('offline'), async () => ({ pin, lifeMs: 900_000 })]
  const { clock, signIn } = setup({
    observe: (what, error) => {
      if (error !== undefined) log.push(`${what}: ${(error as Error).message}`)
    },
    api: { issue: () => issues.shift()!(), check: () => answers.shift()!(), account: fails('connection') },
  })
  signIn.start()
  await clock.advance(8_000)
  expect(log).toEqual([
    'request-pin failed: offline',
    'check-pin missed: service',
    'identify missed: connection',
  ])
})

describe('an error that is told of nobody', () => {
  it('is not logged when the request was aborted on purpose', async () => {
    const log: string[] = []
    const abortable = (signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new Error('aborted'))),
      )
    const { clock, signIn } = setup({
      observe: what => void log.push(what),
      api: {
        issue: (_kind, signal) => abortable(signal),
        account: (_token, signal) => abortable(signal),
      },
    })
    signIn.start()
    await settle()
    signIn.cancel()
    await settle()
    expect(log).toEqual(['signed-out → requesting-code', 'requesting-code → signed-out'])
    expect(clock.pending).toBe(0)
  })

  it('is not logged when the app ends', async () => {
    const log: string[] = []
    const { clock, signIn } = setup({
      observe: what => void log.push(what),
      api: {
        check: (_pin, _within, signal) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new Error('aborted'))),
          ),
      },
    })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    await signIn.dispose()
    await settle()
    expect(log).toEqual(['signed-out → requesting-code', 'requesting-code → awaiting-approval'])
  })

  it('is not logged when the account of a session that ended is asked for', async () => {
    const log: string[] = []
    const { signIn } = setup({
      observe: what => void log.push(what),
      vault: { read: async () => stored },
      api: {
        account: (_token, signal) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(new Error('aborted'))),
          ),
      },
    })
    signIn.launched()
    await settle()
    signIn.signOut()
    await settle()
    expect(log).toEqual([
      'signed-out → restoring',
      'restoring → signed-in',
      'signed-in → signing-out',
      'signing-out → signed-out',
    ])
  })
})

it('hears nothing more of a request for a code that came too late to be read', async () => {
  const { signIn, phase } = setup({ vault: { read: never } })
  signIn.launched()
  signIn.start()
  signIn.signOut()
  signIn.disown()
  signIn.cancel()
  await settle()
  expect(phase()).toEqual({ kind: 'restoring' })
})

describe('an app that ends', () => {
  it('finishes a sign-out that has begun', async () => {
    let erased = () => {}
    const { signIn, owed } = setup({
      vault: { read: async () => stored, erase: () => new Promise(resolve => (erased = resolve)) },
    })
    signIn.launched()
    await settle()
    signIn.signOut()
    await settle()
    let ended = false
    void signIn.dispose().then(() => (ended = true))
    await settle()
    expect([ended, owed]).toEqual([false, ['sentinel-token-of-plex-tv']])
    erased()
    await settle()
    expect(ended).toBe(true)
  })
})

describe('a keychain that was locked at the start', () => {
  it('is still said to be locked after a sign-in was tried and cancelled', async () => {
    const { signIn, phase } = setup({ vault: { read: fails('keychain-locked') } })
    signIn.launched()
    await settle()
    signIn.start()
    await settle()
    signIn.cancel()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'keychain-locked' })
  })

  it('is read again when it is found open, and not because the computer wakes up', async () => {
    const reads = [fails('keychain-locked'), async () => stored, async () => stored]
    const { signIn, phase } = setup({ vault: { read: () => reads.shift()!() } })
    signIn.launched()
    await settle()
    signIn.resumed()
    await settle()
    expect([phase().kind, signIn.wantsKeychain()]).toEqual(['signed-out', true])
    signIn.keychainOpened()
    await settle()
    expect(phase()).toMatchObject(signedIn)
  })

  it('takes up what an earlier run left although the token could not be read', async () => {
    let answer = () => {}
    const { signIn, items } = setup({
      vault: {
        read: () =>
          new Promise((_resolve, reject) => (answer = () => reject(new Failure('keychain-emptied')))),
      },
    })
    const sealed = { id: 7, code: 'AB12', role: 'cancelled', lifeMs: 900_000, endsAt: 1_700_000_900_000 }
    items.set('unfinished', JSON.stringify({ pins: [sealed], claims: [], owed: [] }))
    signIn.launched()
    await settle()
    answer()
    await settle()
    expect([stage(signIn.state()), signIn.state().attempts.watches]).toMatchObject([
      { kind: 'signed-out', problem: 'keychain-emptied' },
      [{ pin, role: 'cancelled' }],
    ])
  })
})

it('lets no code outlive the time that it was first given', async () => {
  const { clock, signIn, at } = setup({ api: { check: async () => pending } })
  signIn.start()
  await settle()
  await clock.advance(4 * 900_000 + 20_000)
  expect(signIn.state().attempts.watches).toEqual([])
  expect(clock.pending).toBe(0)
  expect(at['check']!.at(-1)).toBeLessThanOrEqual(4 * 900_000 + 15_000)
})
