import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccessWorld } from './access-world.fake.ts'
import { refusal } from './callers.fake.ts'
import { done } from './ending.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
})
afterEach(() => world.end())

const codesIn = (lines: readonly unknown[]) =>
  lines.flatMap(line =>
    (line as { progress?: string }).progress === 'code' ? [(line as { code: string }).code] : [],
  )

describe('status', () => {
  it.each([
    ['nobody is signed in', async () => {}, 'signed-out', { state: 'signed-out', problem: null }],
    [
      'a code waits for its approval',
      async () => {
        world.signIn().start()
        await world.clock.advance(1_000)
      },
      'signed-out',
      { state: 'signing-in', problem: null },
    ],
    [
      'the keychain is locked',
      async () => {
        await world.signInAs('Ada')
        world.setLocked(true)
        await world.restart()
      },
      'keychain',
      { state: 'signed-out', problem: { layer: 'keychain', reason: 'keychain-locked' } },
    ],
    [
      'Plex does not answer',
      async () => {
        await world.signInAs('Ada')
        await world.clock.advance(600_000)
        world.setDown(true)
        world.signIn().tryNow()
        await world.clock.advance(30_000)
      },
      'unreached',
      { state: 'signed-in', account: { name: 'Ada' }, problem: { layer: 'plex', reason: 'service' } },
    ],
  ] as const)('says so, and why, where %s', async (_what, before, exit, data) => {
    await before()
    expect(await world.ask({ ask: 'status' })).toMatchObject({ end: 'refused', exit, data })
  })

  it('is done where the sign-in is in memory alone, and says which layer is not well', async () => {
    world.setAbsent(true)
    world.signIn().start()
    await world.clock.advance(1_000)
    await world.signInAs('Ada')
    expect(await world.ask({ ask: 'status' })).toMatchObject({
      end: 'done',
      data: {
        state: 'signed-in',
        kept: 'memory',
        problem: { layer: 'keychain', reason: 'keychain-missing' },
      },
    })
  })

  it('waits for an app that only just finds out, and does not wait for the person', async () => {
    await world.signInAs('Ada')
    world.setTokenTakesMs(2_000)
    await world.restart()
    expect(await world.ask({ ask: 'status' })).toMatchObject({ end: 'done', data: { state: 'signed-in' } })
    world.setTokenTakesMs(3_600_000)
    await world.restart()
    expect(await world.ask({ ask: 'status' })).toMatchObject(
      refusal('keychain-asking', { exit: 'keychain', data: { state: 'signed-out' } }),
    )
  })
})

describe('sign-in', () => {
  it('tells its code as it changes, and then who it is', async () => {
    const calling = world.call({ ask: 'sign-in', open: true })
    await world.pass(30_000)
    const codes = codesIn(calling.lines)
    expect([codes.length, new Set(codes).size]).toEqual([2, 2])
    expect(world.pages).toEqual([`https://plex.tv/link/?pin=${codes[0]}`])
    world.approve(world.livePins().at(-1)!, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toEqual(done({ account: { name: 'Ada' }, kept: 'keychain' }))
  })

  it('is done at once where somebody is signed in', async () => {
    await world.signInAs('Ada')
    expect(await world.ask({ ask: 'sign-in', open: false })).toEqual(
      done({ account: { name: 'Ada' }, kept: 'keychain' }),
    )
  })

  it.each([
    ['is cancelled with the command that began it', true],
    ['goes on where the person began it in the window', false],
  ])('%s', async (_what, isOurs) => {
    if (!isOurs) world.signIn().start()
    await world.clock.advance(isOurs ? 0 : 1_000)
    const calling = world.call({ ask: 'sign-in', open: false })
    await world.pass(2_000)
    expect(codesIn(calling.lines).length).toBe(1)
    calling.hangUp()
    await world.pass(1_000)
    expect(world.signIn().state().attempts.attempt === null).toBe(isOurs)
  })

  it('leaves alone what the person began after it', async () => {
    const calling = world.call({ ask: 'sign-in', open: false })
    await world.pass(2_000)
    world.signIn().cancel()
    await world.pass(100)
    expect(calling.ending()).toMatchObject(refusal('signed-out', { exit: 'signed-out' }))
    world.signIn().start()
    await world.pass(6_000)
    calling.hangUp()
    await world.pass(1_000)
    expect(world.signIn().state().attempts.attempt).not.toBeNull()
  })

  it('says first that there is no keychain, and the next one goes on without', async () => {
    world.setAbsent(true)
    expect(await world.ask({ ask: 'sign-in', open: false })).toMatchObject(
      refusal('keychain-missing', { exit: 'keychain' }),
    )
    const calling = world.call({ ask: 'sign-in', open: false })
    await world.pass(2_000)
    world.approve(world.livePins().at(-1)!, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toEqual(done({ account: { name: 'Ada' }, kept: 'memory' }))
  })
})

describe('sign-out', () => {
  it.each([
    ['revoked', true, []],
    ['kept', false, ['Kometa alive']],
  ] as const)('leaves the keys %s', async (keys, all, left) => {
    await world.signInAs('Ada')
    await world.makeKey()
    expect(await world.ask({ ask: 'sign-out', keys: all })).toEqual(done({ revoked: 'done', keys }))
    expect([world.names(), world.liveTokens().length]).toEqual([left, left.length])
    expect(await world.ask({ ask: 'sign-out', keys: all })).toMatchObject(
      refusal('signed-out', { exit: 'signed-out' }),
    )
  })

  it('says that Plex is owed it where it cannot be reached', async () => {
    await world.signInAs('Ada')
    world.setDown(true)
    expect(await world.ask({ ask: 'sign-out', keys: true })).toEqual(
      done({ revoked: 'owed', keys: 'revoked' }),
    )
  })
})
