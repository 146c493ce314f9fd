import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccessWorld } from './access-world.fake.ts'
import { addFor, askFor, kometa, ran, refusal } from './callers.fake.ts'
import { done } from './ending.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
})
afterEach(() => world.end())

describe('keys', () => {
  beforeEach(async () => void (await world.signInAs('Ada')))

  it('are listed with what may have them, and without a secret', async () => {
    world.call(askFor('Kometa'))
    await world.answer('allow')
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
    await world.answer('allow')
    expect(await world.ask({ ask: 'revoke-key', name: ' KOMETA' })).toEqual(
      done({ revoked: 'done', files: [], remains: null }),
    )
    expect([world.names(), world.liveTokens().length]).toEqual([[], 1])
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toMatchObject(
      refusal('no-key', { exit: 'failed', detail: 'Kometa' }),
    )
    world.call(askFor('Kometa'))
    expect(await world.answer('not-now')).toMatchObject({ isNew: true })
  })

  it.each([
    [
      'Plex cannot be reached',
      (): void => world.setDown(true),
      done({ revoked: 'owed', files: [], remains: null }),
    ],
    [
      'the keychain is locked',
      (): void => world.setLocked(true),
      done({ revoked: 'owed', files: [], remains: null }),
    ],
    [
      'it is not in the keychain',
      () => world.items.delete([...world.items.keys()].find(name => name.startsWith('key:'))!),
      refusal('missing', { exit: 'failed' }),
    ],
  ] as const)('are owed, or cannot be taken back, where %s', async (_what, before, told) => {
    await world.makeKey()
    before()
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toMatchObject(told)
  })

  it('are made by hand for nobody without a question, once', async () => {
    for (let times = 0; times < 2; times++)
      expect(await world.ask(addFor('Kometa'))).toEqual(done({ name: 'Kometa', program: null, file: null }))
    expect([world.names(), world.access().asking()]).toEqual([['Kometa alive'], null])
  })

  it('are made for a program that the person is asked about, which then asks no more', async () => {
    const calling = world.call(addFor('Kometa', { program: '/opt/kometa/kometa.py' }))
    expect(await world.answer('allow')).toMatchObject({
      isNew: true,
      program: { path: '/opt/kometa/kometa.py' },
      chain: ['/opt/kometa/kometa.py', 'bash', 'konsole'],
      unlasting: null,
    })
    expect(calling.ending()).toEqual(done({ name: 'Kometa', program: '/opt/kometa/kometa.py', file: null }))
    expect(await world.ask(askFor('Kometa', { remote: true }))).toMatchObject({ end: 'done' })
    expect(await world.ask(addFor('Kometa', { program: '/opt/kometa/kometa.py' }))).toMatchObject({
      end: 'done',
    })
  })

  it('are not kept from being forgotten by a command that anybody may type', async () => {
    await world.allow()
    const [before] = world.view().list[0]!.programs
    await world.clock.advance(1_000)
    await world.ask(addFor('Kometa', { program: '/opt/kometa/kometa.py' }))
    expect(world.view().list[0]!.programs).toEqual([before])
  })

  it('are taken back with a word of what stays, where a program got the own key of a shared server for one', async () => {
    await world.allow()
    world.setShared(true)
    await world.ask({ ask: 'sign-out', keys: false })
    await world.signInAs('Ada')
    expect(await world.ask(askFor('Kometa', { server: '9a1f0c' }))).toMatchObject({ end: 'done' })
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toMatchObject({
      data: { remains: 'Server of Ada' },
    })
  })

  it('are taken back by the name that one for one use is listed under', async () => {
    world.call(askFor('Kometa', ran))
    await world.answer('once')
    expect(world.names()).toEqual(['Kometa (once) alive'])
    expect(await world.ask({ ask: 'revoke-key', name: 'kometa (once)' })).toEqual(
      done({ revoked: 'done', files: [], remains: null }),
    )
    expect(world.names()).toEqual([])
  })

  it('are not made where the person says no to that, and once is no answer', async () => {
    const calling = world.call(addFor('Kometa', { program: '/opt/kometa/kometa.py' }))
    expect(await world.answer('once')).toMatchObject({ unlasting: null, momentary: false, file: null })
    expect([calling.ending(), world.names()]).toEqual([undefined, []])
    await world.answer('not-now')
    expect([calling.ending(), world.names()]).toMatchObject([refusal('not-now', { exit: 'not-allowed' }), []])
  })

  it('are made for a program by a code where nobody sees a window', async () => {
    const calling = world.call(
      addFor('Kometa', { program: '/opt/kometa/kometa.py', remote: true, terminal: true }),
    )
    await world.pass(2_000)
    world.approve(world.livePins().at(-1)!, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toEqual(done({ name: 'Kometa', program: '/opt/kometa/kometa.py', file: null }))
    expect(await world.ask(askFor('Kometa', { remote: true }))).toMatchObject({ end: 'done' })
  })

  it('are not made for who has gone before that began', async () => {
    let found = (_asker: typeof kometa) => {}
    world.end()
    world = createAccessWorld({
      who: {
        whoAsks: () => new Promise(resolve => (found = resolve)),
        lives: async () => true,
        programAt: async path => path,
      },
    })
    await world.clock.advance(500)
    await world.signInAs('Ada')
    const calling = world.call(addFor('Kometa'))
    await world.pass(100)
    calling.hangUp()
    await world.pass(100)
    found(kometa)
    await world.pass(5_000)
    expect([world.names(), world.liveTokens().length]).toEqual([[], 1])
  })

  it('are for no shell', async () => {
    expect(await world.ask(addFor('Kometa', { program: '/bin/bash' }))).toMatchObject(
      refusal('no-program', { exit: 'usage', detail: '/bin/bash' }),
    )
  })
})
