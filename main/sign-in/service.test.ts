import { describe, expect, it } from 'vitest'
import { ManualClock, settle } from '../clock.manual.ts'
import { Secret } from '../secret.ts'
import { type PinStatus, type PlexApi, SignInError, type TokenVault } from './ports.ts'
import { createSignIn } from './service.ts'
import type { Phase } from './state.ts'

const pin = { id: 7, code: 'AB12' }
const pending: PinStatus = { kind: 'pending', lifeMs: 900_000 }
const claimed: PinStatus = { kind: 'claimed', token: new Secret('sentinel-token') }
const ada = { name: 'Ada' }
const stored = { token: new Secret('sentinel-token'), kept: 'keychain' } as const

const fails = (problem: ConstructorParameters<typeof SignInError>[0]) => async () => {
  throw new SignInError(problem)
}
const never = () => new Promise<never>(() => {})

function setup({ api = {}, vault = {} }: { api?: Partial<PlexApi>; vault?: Partial<TokenVault> } = {}) {
  const clock = new ManualClock()
  const calls: string[] = []
  const at: Record<string, number[]> = { issue: [], check: [], account: [] }
  let held: Secret | undefined
  const noted =
    <A extends unknown[], R>(name: string, call: (...args: A) => R) =>
    (...args: A) => {
      calls.push(name)
      at[name]?.push(clock.now())
      return call(...args)
    }
  const signIn = createSignIn({
    clock,
    api: {
      issue: noted('issue', api.issue ?? (async () => ({ pin, lifeMs: 900_000 }))),
      check: noted('check', api.check ?? (async () => pending)),
      account: noted('account', api.account ?? (async () => ada)),
    },
    vault: {
      read: vault.read ?? (async () => (held === undefined ? undefined : { token: held, kept: 'keychain' })),
      write: noted('write', vault.write ?? (async token => ((held = token), 'keychain'))),
      erase: noted('erase', vault.erase ?? (async () => void (held = undefined))),
    },
  })
  const phases: Phase['kind'][] = []
  signIn.subscribe(({ phase }) => {
    if (phases.at(-1) !== phase.kind) phases.push(phase.kind)
  })
  return { clock, signIn, calls, at, phases, phase: () => signIn.state().phase }
}

const signedIn = { kind: 'signed-in', account: ada, kept: 'keychain', problem: null }

describe('signing in', () => {
  it('ends signed in once the code is approved, with nothing left to do', async () => {
    const answers = [pending, claimed]
    const { clock, signIn, phase, phases, at } = setup({
      api: { check: async () => answers.shift() ?? pending },
    })
    signIn.start()
    await settle()
    expect(phase()).toMatchObject({ kind: 'awaiting-approval', pin, lifeMs: 900_000 })
    await clock.advance(4_000)
    expect(phase()).toMatchObject(signedIn)
    expect(phases).toEqual(['requesting-code', 'awaiting-approval', 'saving', 'signed-in'])
    expect(at['check']).toEqual([2_000, 4_000])
    expect(clock.pending).toBe(0)
  })

  it('stores the token before it asks whose it is', async () => {
    const { clock, signIn, calls } = setup({ api: { check: async () => claimed } })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    expect(calls).toEqual(['issue', 'check', 'write', 'account'])
  })

  it('asks for one PIN, however often it is started', async () => {
    const { signIn, at } = setup()
    for (let i = 0; i < 100; i++) signIn.start()
    await settle()
    expect(at['issue']).toEqual([0])
  })

  it('leaves five seconds between two PINs', async () => {
    const { clock, signIn, at, phase } = setup()
    for (let i = 0; i < 4; i++) {
      signIn.start()
      await settle()
      await clock.advance(1_000)
      signIn.cancel()
    }
    signIn.start()
    await clock.advance(5_000)
    expect(at['issue']).toEqual([0, 5_000])
    expect(phase()).toMatchObject({ kind: 'awaiting-approval' })
  })

  it('keeps polling every five seconds at most while plex.tv is unreachable', async () => {
    const { clock, signIn, at, phase } = setup({ api: { check: fails('connection') } })
    signIn.start()
    await settle()
    await clock.advance(21_000)
    expect(at['check']).toEqual([2_000, 6_000, 11_000, 16_000, 21_000])
    expect(phase()).toMatchObject({ misses: 5, trouble: { problem: 'connection', retryAt: 26_000 } })
  })

  it('calls an error that nobody foresaw unexpected, and goes on', async () => {
    const { clock, signIn, phase } = setup({ api: { check: async () => JSON.parse('<html>') as PinStatus } })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    expect(phase()).toMatchObject({ kind: 'awaiting-approval', trouble: { problem: 'unexpected' } })
  })

  it('expires on its own when plex.tv never answers again', async () => {
    const { clock, signIn, phase } = setup({ api: { check: fails('offline') } })
    signIn.start()
    await settle()
    await clock.advance(899_999)
    expect(phase().kind).toBe('awaiting-approval')
    await clock.advance(1)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'expired' })
    expect(clock.pending).toBe(0)
  })

  it('says what kept it from getting a code', async () => {
    const { signIn, phase } = setup({ api: { issue: fails('certificate') } })
    signIn.start()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'certificate' })
  })

  it('says that a code was used when it ends early', async () => {
    const { clock, signIn, phase } = setup({ api: { check: async () => ({ kind: 'gone' }) } })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'used-elsewhere' })
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

  it('aborts the request and the timers of an attempt that is cancelled', async () => {
    let signal: AbortSignal | undefined
    const { clock, signIn, phase } = setup({
      api: { check: (_pin, _within, given) => ((signal = given), never()) },
    })
    signIn.start()
    await settle()
    await clock.advance(2_000)
    signIn.cancel()
    expect(signal?.aborted).toBe(true)
    expect(clock.pending).toBe(0)
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
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

  it('erases the token that plex.tv refuses', async () => {
    const { signIn, phase, calls } = setup({
      api: { account: fails('refused') },
      vault: { read: async () => stored },
    })
    signIn.launched()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: 'refused' })
    expect(calls).toEqual(['account', 'erase'])
  })

  it('asks at once when the computer wakes up', async () => {
    const accounts = [fails('offline'), async () => ada]
    const { clock, signIn, phase } = setup({
      api: { account: () => accounts.shift()!() },
      vault: { read: async () => stored },
    })
    signIn.launched()
    await settle()
    signIn.resumed()
    await clock.advance(0)
    expect(phase()).toMatchObject(signedIn)
  })

  it('is signed out when the token is gone from where it was', async () => {
    const reads = [async () => stored, async () => undefined]
    const { signIn, phase } = setup({ vault: { read: () => reads.shift()!() } })
    signIn.launched()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
  })
})

describe('signing out', () => {
  it('erases the token', async () => {
    const { signIn, phase, calls } = setup({ vault: { read: async () => stored } })
    signIn.launched()
    await settle()
    signIn.signOut()
    await settle()
    expect(phase()).toEqual({ kind: 'signed-out', problem: null })
    expect(calls).toEqual(['account', 'erase'])
  })

  it('stays signed in when the keychain is locked, and says so', async () => {
    const { signIn, phase } = setup({ vault: { read: async () => stored, erase: fails('keychain-locked') } })
    signIn.launched()
    await settle()
    signIn.signOut()
    await settle()
    expect(phase()).toMatchObject({ ...signedIn, problem: 'keychain-locked' })
  })
})
