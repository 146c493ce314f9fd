import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ask } from '../../common/access.ts'
import { askFor, createAccessWorld, kometa } from './access-world.fake.ts'
import { done } from './ending.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
})
afterEach(() => world.end())

const { terminal, remote, waits } = askFor('x') as Extract<Ask, { ask: 'key' }>
const add = (name: string, over: Partial<Extract<Ask, { ask: 'add-key' }>> = {}): Ask => ({
  ask: 'add-key',
  name,
  preset: null,
  server: null,
  terminal,
  remote,
  waits,
  program: null,
  write: null,
  ...over,
})
const refusal = (reason: string, exit: string, over = {}) => ({ end: 'refused', reason, exit, ...over })

async function answer(choice: 'once' | 'allow' | 'not-now') {
  await world.pass(100)
  const asking = world.access().asking()!
  world.access().answer(asking.id, choice)
  await world.pass(5_000)
  return asking
}

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
      refusal('keychain-asking', 'keychain', { data: { state: 'signed-out' } }),
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
    expect(calling.ending()).toMatchObject(refusal('signed-out', 'signed-out'))
    world.signIn().start()
    await world.pass(6_000)
    calling.hangUp()
    await world.pass(1_000)
    expect(world.signIn().state().attempts.attempt).not.toBeNull()
  })

  it('says first that there is no keychain, and the next one goes on without', async () => {
    world.setAbsent(true)
    expect(await world.ask({ ask: 'sign-in', open: false })).toMatchObject(
      refusal('keychain-missing', 'keychain'),
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
    expect(await world.ask({ ask: 'sign-out', keys: all })).toMatchObject(refusal('signed-out', 'signed-out'))
  })

  it('says that Plex is owed it where it cannot be reached', async () => {
    await world.signInAs('Ada')
    world.setDown(true)
    expect(await world.ask({ ask: 'sign-out', keys: true })).toEqual(
      done({ revoked: 'owed', keys: 'revoked' }),
    )
  })
})

describe('keys', () => {
  beforeEach(async () => void (await world.signInAs('Ada')))

  it('are listed with what may have them, and without a secret', async () => {
    world.call(askFor('Kometa'))
    await answer('allow')
    const listed = await world.ask({ ask: 'keys' })
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(listed).toEqual(
      done({
        keys: [
          {
            name: 'Kometa',
            preset: null,
            server: null,
            state: 'alive',
            madeAt: at,
            lent: { at, how: 'program', program: '/opt/kometa/kometa.py' },
            programs: [{ path: '/opt/kometa/kometa.py', allowedAt: at, usedAt: at }],
            files: [],
          },
        ],
      }),
    )
    expect(JSON.stringify(listed)).not.toContain('token-of')
  })

  it('are taken back by name, with what may have them', async () => {
    world.call(askFor('Kometa'))
    await answer('allow')
    expect(await world.ask({ ask: 'revoke-key', name: ' KOMETA' })).toEqual(
      done({ revoked: 'done', files: [] }),
    )
    expect([world.names(), world.liveTokens().length]).toEqual([[], 1])
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toMatchObject(
      refusal('no-key', 'failed', { detail: 'Kometa' }),
    )
    world.call(askFor('Kometa'))
    expect(await answer('not-now')).toMatchObject({ isNew: true })
  })

  it.each([
    ['Plex cannot be reached', (): void => world.setDown(true), done({ revoked: 'owed', files: [] })],
    ['the keychain is locked', (): void => world.setLocked(true), done({ revoked: 'owed', files: [] })],
    [
      'it is not in the keychain',
      () => world.items.delete([...world.items.keys()].find(name => name.startsWith('key:'))!),
      refusal('missing', 'failed'),
    ],
  ] as const)('are owed, or cannot be taken back, where %s', async (_what, before, told) => {
    await world.makeKey()
    before()
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toMatchObject(told)
  })

  it('are made by hand for nobody without a question, once', async () => {
    for (let times = 0; times < 2; times++)
      expect(await world.ask(add('Kometa'))).toEqual(done({ name: 'Kometa', program: null, file: null }))
    expect([world.names(), world.access().asking()]).toEqual([['Kometa alive'], null])
  })

  it('are made for a program that the person is asked about, which then asks no more', async () => {
    const calling = world.call(add('Kometa', { program: '/opt/kometa/kometa.py' }))
    expect(await answer('allow')).toMatchObject({
      isNew: true,
      program: { path: '/opt/kometa/kometa.py' },
      chain: ['/opt/kometa/kometa.py', 'bash', 'konsole'],
      lasting: true,
    })
    expect(calling.ending()).toEqual(done({ name: 'Kometa', program: '/opt/kometa/kometa.py', file: null }))
    expect(await world.ask(askFor('Kometa', { remote: true }))).toMatchObject({ end: 'done' })
    expect(await world.ask(add('Kometa', { program: '/opt/kometa/kometa.py' }))).toMatchObject({
      end: 'done',
    })
  })

  it.each(['not-now', 'once'] as const)('are not made where the person says %s to that', async choice => {
    const calling = world.call(add('Kometa', { program: '/opt/kometa/kometa.py' }))
    await answer(choice)
    expect([calling.ending(), world.names()]).toMatchObject([refusal('not-now', 'not-allowed'), []])
  })

  it('are made for a program by a code where nobody sees a window', async () => {
    const calling = world.call(
      add('Kometa', { program: '/opt/kometa/kometa.py', remote: true, terminal: true }),
    )
    await world.pass(2_000)
    world.approve(world.livePins().at(-1)!, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toEqual(done({ name: 'Kometa', program: '/opt/kometa/kometa.py', file: null }))
    expect(await world.ask(askFor('Kometa', { remote: true }))).toMatchObject({ end: 'done' })
  })

  it('are for no shell', async () => {
    expect(await world.ask(add('Kometa', { program: '/bin/bash' }))).toMatchObject(
      refusal('no-program', 'usage', { detail: '/bin/bash' }),
    )
  })
})

describe('what is answered elsewhere', () => {
  it.each([
    ['doctor', { ask: 'doctor' }],
    ['probe', { ask: 'servers', probe: true }],
    ['write', add('Kometa', { write: '/home/ada/config.ini', remote: true, terminal: true })],
  ] as const)('is refused where nothing does it: %s', async (what, ask) => {
    await world.signInAs('Ada')
    const calling = world.call(ask)
    await world.pass(3_000)
    if (what === 'write') world.approve(world.livePins().at(-1)!, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toMatchObject(refusal('failed', 'failed'))
  })

  it('writes a key where the person has allowed that', async () => {
    const written: unknown[] = []
    world.end()
    world = createAccessWorld({
      more: {
        doctor: null,
        probe: null,
        async write({ name, key }, path) {
          written.push([name, key, path])
          return path.startsWith('/home') ? { path } : { refused: 'not-ours' }
        },
      },
    })
    await world.clock.advance(500)
    await world.signInAs('Ada')
    const refused = world.call(add('Kometa', { write: '/home/ada/config.ini' }))
    await answer('not-now')
    expect([refused.ending(), written]).toMatchObject([refusal('not-now', 'not-allowed'), []])
    const calling = world.call(add('Kometa', { write: '/home/ada/config.ini' }))
    expect(await answer('once')).toMatchObject({ ...kometa, lasting: false })
    expect([calling.ending(), written]).toEqual([
      done({ name: 'Kometa', program: null, file: '/home/ada/config.ini' }),
      [['Kometa', world.keyTokens()[0], '/home/ada/config.ini']],
    ])
    const elsewhere = world.call(add('Kometa', { write: '/etc/config.ini' }))
    await answer('once')
    expect(elsewhere.ending()).toMatchObject(refusal('file', 'failed', { detail: '/etc/config.ini' }))
    expect(world.view().list[0]).toMatchObject({ files: ['/home/ada/config.ini'], programs: [] })
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toEqual(
      done({ revoked: 'done', files: ['/home/ada/config.ini'] }),
    )
  })

  it.each([
    ['ok', { end: 'done' }],
    ['warning', { end: 'done' }],
    ['failed', refusal('failed', 'failed')],
  ] as const)('is looked at, and fails where something does: %s', async (result, told) => {
    const checks = [{ name: 'tray', result, said: 'The tray', next: null }]
    world.end()
    world = createAccessWorld({ more: { doctor: async () => ({ checks }), probe: null, write: null } })
    expect(await world.ask({ ask: 'doctor' })).toMatchObject({ ...told, data: { checks } })
  })

  it('tries the addresses of servers where that is asked for', async () => {
    world.end()
    world = createAccessWorld({
      more: { doctor: null, probe: async ({ servers }) => ({ servers: servers.slice(1) }), write: null },
    })
    await world.clock.advance(500)
    await world.signInAs('Ada')
    expect(await world.ask({ ask: 'servers', probe: true })).toEqual(done({ servers: [] }))
  })
})

describe('an app that quits', () => {
  it('answers all who wait, takes back no key that is used, and leaves no code behind', async () => {
    await world.signInAs('Ada')
    const running = world.call(
      askFor('Kometa', { program: { path: '/opt/kometa/kometa.py', command: ['kometa.py'] }, once: true }),
    )
    await answer('once')
    const asking = world.call(askFor('Tautulli'))
    await world.pass(1_000)
    world.access().dispose()
    await world.pass(100)
    expect([running.ending()?.end, running.isOver()]).toEqual(['done', true])
    expect(asking.ending()).toMatchObject(refusal('failed', 'failed'))
    expect(world.liveTokens().length).toBe(2)
  })
})
