import { describe, expect, it } from 'vitest'
import { ada } from '../../common/samples.fake.ts'
import { settle } from '../clock.fake.ts'
import { Failure } from '../failure.ts'
import type { TokenVault } from '../vault/port.ts'
import { createLoneSignIn, stored } from '../sign-in/sign-in.fake.ts'
import { stage } from '../sign-in/state.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

type Reply = 'alive' | Failure

const refused = new Failure('refused')
const down = new Failure('service')

interface Given {
  random?: number
  vault?: Partial<TokenVault>
  missing?: () => Promise<boolean>
}

const no = async () => false
const never = () => new Promise<never>(() => {})

/** A sign-in that is held, and a plex.tv that answers from the list; the last answer is repeated. */
function setup(replies: Reply[], { random = 0.5, vault = {}, missing = no }: Given = {}) {
  const askedAt: number[] = []
  const recorded: string[] = []
  const kept: string[] = []
  const note = (what: string) => () => void recorded.push(`${clock.now()} ${what}`)
  const { clock, signIn } = createLoneSignIn({
    random: () => random,
    record: { signedIn: note('signed in'), confirmed: note('confirmed'), signedOut: note('signed out') },
    isKeychainMissing: missing,
    asked(name) {
      if (name === 'account') askedAt.push(clock.now())
      if (name === 'keep') kept.push(`${clock.now()}`)
    },
    api: {
      account: async () => {
        const reply = replies.length > 1 ? replies.shift()! : replies[0]!
        if (reply !== 'alive') throw reply
        return ada
      },
    },
    vault: { read: async () => stored, ...vault },
  })
  return { clock, signIn, askedAt, recorded, kept, phase: () => stage(signIn.state()) }
}

async function launched(...parameters: Parameters<typeof setup>) {
  const parts = setup(...parameters)
  parts.signIn.launched()
  await settle()
  return parts
}

describe('the token', () => {
  it.each([
    ['at the earliest', 0, 0.9],
    ['usually', 0.5, 1],
    ['at the latest', 1, 1.1],
  ])('is checked at start and every day: %s', async (_when, random, factor) => {
    const { clock, askedAt, recorded } = await launched(['alive'], { random })
    await clock.advance(2.5 * DAY_MS)
    const times = [0, DAY_MS * factor, 2 * DAY_MS * factor].map(time => expect.closeTo(time, 0))
    expect(askedAt).toEqual(times)
    expect(recorded).toHaveLength(3)
    expect(clock.pending).toBe(1)
  })

  it('is checked soon after the computer slept for a while, and not after a nap', async () => {
    const { clock, signIn, askedAt } = await launched(['alive'])
    await clock.advance(MINUTE_MS)
    signIn.resumed(3 * MINUTE_MS)
    await clock.advance(30_000)
    expect(askedAt).toEqual([0])
    signIn.resumed(MINUTE_MS)
    await clock.advance(30_000)
    expect(askedAt).toEqual([0, 95_000])
  })

  it('has its daily check come nearer by the time slept', async () => {
    const { clock, signIn, askedAt } = await launched(['alive'])
    signIn.resumed(4 * MINUTE_MS)
    await clock.advance(DAY_MS - 4 * MINUTE_MS)
    expect(askedAt).toEqual([0, DAY_MS - 4 * MINUTE_MS])
  })

  it('is checked when the person asks, once in five minutes at most', async () => {
    const { clock, signIn, askedAt } = await launched(['alive'])
    for (let second = 0; second < 600; second++) {
      signIn.tryNow()
      await clock.advance(1_000)
    }
    expect(askedAt).toEqual([0, 5 * MINUTE_MS])
  })
})

describe('while plex.tv cannot be asked', () => {
  it('the token is kept and tried again after 5 s, then twice as long, then every five minutes', async () => {
    const { clock, askedAt, phase } = await launched([down])
    await clock.advance(20 * MINUTE_MS)
    const waits = askedAt.slice(1).map((time, at) => (time - askedAt[at]!) / 1_000)
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 300, 300])
    expect(phase()).toMatchObject({ kind: 'signed-in', problem: 'service', refused: false })
  })

  it('it is asked no later because the network comes and goes', async () => {
    const { clock, signIn, askedAt } = await launched([down], { random: 1 })
    for (let second = 0; second < 5; second++) {
      signIn.resumed()
      await clock.advance(1_100)
    }
    expect(askedAt).toEqual([0, 5_500])
  })

  it('no two companions need to wait equally long', async () => {
    const waits = []
    for (const random of [0, 0.5, 1]) {
      const { clock, askedAt } = await launched([down], { random })
      await clock.advance(6_000)
      waits.push(askedAt[1])
    }
    expect(waits).toEqual([4_500, 5_000, 5_500])
  })

  it('a pause that plex.tv asks for is kept, also by the person, up to five minutes', async () => {
    const pause = new Failure('rate-limited', { retryAfterMs: 60_000 })
    const { clock, signIn, askedAt } = await launched([pause, 'alive'])
    signIn.tryNow()
    await clock.advance(59_999)
    expect(askedAt).toEqual([0])
    await clock.advance(1)
    expect(askedAt).toEqual([0, 60_000])

    const long = await launched([new Failure('rate-limited', { retryAfterMs: DAY_MS }), 'alive'])
    await long.clock.advance(6 * MINUTE_MS)
    expect(long.askedAt).toEqual([0, 305_000])
  })

  it('it is asked at once when the network is back, and says no more that it cannot be reached', async () => {
    const { clock, signIn, phase, askedAt } = await launched([down, down, down, down, down, 'alive'])
    await clock.advance(100_000)
    expect(phase()).toMatchObject({ problem: 'service' })
    signIn.resumed()
    await clock.advance(5_000)
    expect(phase()).toMatchObject({ kind: 'signed-in', account: ada, problem: null })
    expect(askedAt.at(-1)).toBe(105_000)
  })
})

describe('a refusal', () => {
  it('ends the sign-in once it is repeated after ten seconds', async () => {
    const { clock, askedAt, phase, recorded } = await launched([refused])
    expect(phase()).toMatchObject({ kind: 'signed-in', problem: null })
    await clock.advance(9_999)
    expect(phase().kind).toBe('signed-in')
    await clock.advance(1)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'refused' })
    expect({ askedAt, recorded, timers: clock.pending }).toEqual({
      askedAt: [0, 10_000],
      recorded: ['10000 signed out'],
      timers: 0,
    })
  })

  it('that is not repeated changes nothing', async () => {
    const { clock, phase } = await launched([refused, 'alive', refused, 'alive'])
    await clock.advance(10_000)
    expect(phase()).toMatchObject({ account: ada, refused: false })
    await clock.advance(DAY_MS)
    expect(phase()).toMatchObject({ account: ada, refused: true })
    await clock.advance(10_000)
    expect(phase()).toMatchObject({ account: ada, refused: false })
  })

  it('is remembered through an outage', async () => {
    const { clock, phase } = await launched([refused, down, refused])
    await clock.advance(10_000)
    expect(phase()).toMatchObject({ kind: 'signed-in', problem: 'service', refused: true })
    await clock.advance(5_000)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'refused' })
  })

  it('cannot be hurried', async () => {
    const { clock, signIn, askedAt } = await launched([refused])
    for (let second = 0; second < 9; second++) {
      signIn.tryNow()
      signIn.resumed()
      await clock.advance(1_000)
    }
    expect(askedAt).toEqual([0])
  })

  it('at another place has the token checked in ten seconds', async () => {
    const { clock, signIn, askedAt, phase } = await launched(['alive', refused])
    signIn.doubted()
    signIn.doubted()
    await clock.advance(10_000)
    expect(askedAt).toEqual([0, 10_000])
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'refused' })
    signIn.doubted()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'refused' })
  })
})

describe('the keychain', () => {
  const locked = async () => Promise.reject(new Failure('keychain-locked'))
  const held = async () => stored

  it('that is open again gives the token that it would not give at start', async () => {
    const reads = [locked, held]
    const { signIn, phase } = await launched(['alive'], { vault: { read: () => (reads.shift() ?? held)() } })
    expect([phase(), signIn.wantsKeychain()]).toEqual([
      { kind: 'signed-out', problem: 'keychain-locked' },
      true,
    ])
    signIn.keychainOpened()
    await settle()
    expect(phase()).toMatchObject({ kind: 'signed-in', account: ada })
    expect(signIn.wantsKeychain()).toBe(false)
  })

  it.each(['keychain-locked', 'keychain-missing', 'keychain-unreadable', 'keychain-unstarted'] as const)(
    'that would not give the token at start is named after a sign-in that was cancelled, and waited for: %s',
    async problem => {
      let read: () => ReturnType<typeof held> = async () => Promise.reject(new Failure(problem))
      const { signIn, phase } = await launched(['alive'], { vault: { read: () => read() } })
      expect([phase(), signIn.wantsKeychain()]).toEqual([{ kind: 'signed-out', problem }, true])
      signIn.start()
      await settle()
      signIn.cancel()
      await settle()
      expect([phase(), signIn.wantsKeychain()]).toEqual([{ kind: 'signed-out', problem }, true])
      read = held
      signIn.keychainOpened()
      await settle()
      expect(phase()).toMatchObject({ kind: 'signed-in', account: ada })
    },
  )

  it('that is open again takes the token that was kept in memory', async () => {
    const { signIn, phase, kept } = await launched(['alive'], {
      vault: { read: async () => ({ ...(await held()), kept: 'keychain-locked' }) },
    })
    expect([phase(), signIn.wantsKeychain()]).toMatchObject([{ kept: 'keychain-locked' }, true])
    signIn.keychainOpened()
    await settle()
    expect({ kept, phase: phase() }).toMatchObject({ kept: ['0'], phase: { kept: 'keychain' } })
    expect(signIn.wantsKeychain()).toBe(false)
  })

  it('that still refuses leaves the token in memory', async () => {
    const { signIn, phase } = await launched(['alive'], {
      vault: {
        read: async () => ({ ...(await held()), kept: 'keychain-locked' }),
        keep: async () => 'keychain-locked',
      },
    })
    signIn.keychainOpened()
    await settle()
    expect(phase()).toMatchObject({ kept: 'keychain-locked' })
  })

  it('that was locked when the token was to be checked is asked again once it is open', async () => {
    const reads = [held, held, locked]
    const { clock, phase } = await launched(['alive'], {
      vault: { read: () => (reads.shift() ?? held)() },
    })
    await clock.advance(DAY_MS)
    expect(phase()).toMatchObject({ kind: 'signed-in', problem: 'keychain-locked' })
    await clock.advance(5_000)
    expect(phase()).toMatchObject({ kind: 'signed-in', problem: null })
  })

  it('that was locked when the token was to be checked asks for its password when the person asks', async () => {
    const asked: boolean[] = []
    let isLocked = false
    const { clock, signIn, phase } = await launched(['alive'], {
      vault: {
        async read({ silently = false } = {}) {
          asked.push(silently)
          if (isLocked && silently) return locked()
          isLocked = false
          return held()
        },
      },
    })
    isLocked = true
    await clock.advance(DAY_MS)
    expect(phase()).toMatchObject({ problem: 'keychain-locked' })
    asked.length = 0
    signIn.tryNow()
    await clock.advance(5_000)
    expect(phase()).toMatchObject({ problem: null })
    expect(asked).toEqual([false, true])
  })

  it('from which the token was taken away ends the sign-in', async () => {
    const reads = [held, held, async () => Promise.reject(new Failure('keychain-emptied'))]
    const { clock, phase } = await launched(['alive'], { vault: { read: () => reads.shift()!() } })
    await clock.advance(DAY_MS)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'keychain-emptied' })
    expect(clock.pending).toBe(0)
  })
})

describe('where there is no keychain', () => {
  const empty = { read: async () => undefined }

  it('the person is told before a sign-in starts, and may sign in all the same', async () => {
    const { signIn, phase } = await launched(['alive'], { vault: empty, missing: async () => true })
    signIn.start()
    signIn.start()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'keychain-missing' })
    signIn.start()
    await settle()
    expect(phase()).toMatchObject({ kind: 'awaiting-approval' })
  })

  it('a sign-in starts all the same when nobody can tell within half a second', async () => {
    const { clock, signIn, phase } = await launched(['alive'], { vault: empty, missing: never })
    signIn.start()
    await clock.advance(499)
    expect(phase()).toMatchObject({ kind: 'signed-out' })
    await clock.advance(1)
    expect(phase()).toMatchObject({ kind: 'awaiting-approval' })
  })

  it('a sign-in starts by itself when the person has installed one and tries again', async () => {
    const looks = [true, true, false]
    const missing = async () => looks.shift()!
    const { signIn, phase } = await launched(['alive'], { vault: empty, missing })
    signIn.start()
    await settle()
    signIn.tryNow()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'keychain-missing' })
    signIn.tryNow()
    await settle()
    expect(phase()).toMatchObject({ kind: 'awaiting-approval' })
  })
})

describe('where the keychain that has the token is away', () => {
  const away = async () => Promise.reject(new Failure('keychain-missing'))
  const held = async () => stored
  const shutOut = (reads: Array<typeof away | typeof held>) =>
    launched(['alive'], { vault: { read: () => (reads.shift() ?? held)() }, missing: async () => true })

  it('says so, and takes the token up by itself when it is back', async () => {
    const { signIn, phase } = await shutOut([away])
    expect([phase(), signIn.wantsKeychain()]).toEqual([
      { kind: 'signed-out', problem: 'keychain-missing' },
      true,
    ])
    signIn.keychainOpened()
    await settle()
    expect(phase()).toMatchObject({ kind: 'signed-in', account: ada })
  })

  it('looks for the token, and starts no other sign-in, when the person tries again', async () => {
    const { signIn, phase } = await shutOut([away, away])
    signIn.tryNow()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'keychain-missing' })
    signIn.tryNow()
    await settle()
    expect(phase()).toMatchObject({ kind: 'signed-in', account: ada })
  })

  it('lets the person sign in without it', async () => {
    const { signIn, phase } = await shutOut([away])
    signIn.start()
    await settle()
    expect(phase()).toMatchObject({ kind: 'awaiting-approval' })
  })
})
