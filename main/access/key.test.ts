import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_PROGRAMS } from '../../common/key-limits.ts'
import { WRITTEN_EVERY_MS } from '../keys/lend.ts'
import { FORGOTTEN_AFTER_MS } from '../keys/programs.ts'
import { createAccessWorld } from './access-world.fake.ts'
import { addFor, askFor, kometa, other, refusal } from './callers.fake.ts'
import { type Asker, unknownAsker } from './asker.ts'
import { ANSWER_WITHIN_MS } from './consent.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
  await world.signInAs('Ada')
})
afterEach(() => world.end())

const shell: Asker = {
  program: { path: '/usr/bin/bash', command: 'bash' },
  chain: ['konsole'],
  unlasting: 'shell',
}

describe('a program that asks for a key', () => {
  it.each([
    ['not-now', 'not-now'],
    ['nothing', 'unanswered'],
  ] as const)('gets none, and none is made, where the person says %s', async (said, reason) => {
    const calling = world.call(askFor('Kometa'))
    if (said === 'not-now') await world.answer('not-now')
    else await world.pass(ANSWER_WITHIN_MS + 1_000)
    expect(calling.ending()).toMatchObject(refusal(reason, { exit: 'not-allowed' }))
    expect([world.names(), world.liveTokens().length, world.access().asking()]).toEqual([[], 1, null])
  })

  it('asks once for all that ask at the same time, and one key is made', async () => {
    const callers = Array.from({ length: 50 }, () => world.call(askFor('Kometa')))
    await world.answer('allow')
    while (callers.some(each => each.ending() === undefined)) await world.pass(100)
    const keys = callers.map(each => each.ending())
    expect(new Set(keys.map(each => JSON.stringify(each))).size).toBe(1)
    expect(keys[0]).toMatchObject({ end: 'done', data: { key: world.keyTokens()[0] } })
    expect([world.names(), world.access().asking()]).toEqual([['Kometa alive'], null])
  })

  it.each([
    ['names', { server: '9a1f0c', preset: 'kometa' as const }],
    ['was made for', { server: null, preset: null }],
  ])('is asked about with the server and the program that its key %s', async (_what, over) => {
    if (over.server === null) {
      world.call(askFor('Kometa', { server: '9a1f0c', preset: 'kometa' }))
      await world.answer('allow')
      world.setAsker(other)
    }
    world.call(askFor('Kometa', over))
    expect(await world.answer('not-now')).toMatchObject({
      server: { id: '9a1f0c', name: 'Server of Ada', owned: true },
      preset: 'kometa',
    })
  })

  it('has another question for another server, also while its key is made', async () => {
    const [first, second] = [world.call(askFor('Kometa')), world.call(askFor('Kometa', { server: '9a1f0c' }))]
    await world.pass(100)
    world.access().answer(world.access().asking()!.id, 'allow')
    await world.pass(50)
    expect(world.access().asking()).toMatchObject({ server: { id: '9a1f0c' } })
    const third = world.call(askFor('Kometa', { server: '9a1f0c' }))
    await world.answer('not-now')
    expect([first, second, third].map(call => call.ending())).toMatchObject([
      { end: 'done' },
      refusal('not-now'),
      refusal('not-now'),
    ])
  })

  it('asks again from another path, and the person is shown both', async () => {
    await world.allow()
    world.setAsker(other)
    world.call(askFor('Kometa'))
    expect(await world.answer('allow')).toMatchObject({
      isNew: false,
      others: ['/opt/kometa/kometa.py'],
      ...other,
    })
    expect(world.view().list[0]!.programs.map(({ path }) => path)).toEqual([
      '/tmp/kometa.py',
      '/opt/kometa/kometa.py',
    ])
    world.setAsker(kometa)
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
  })

  it('asks again after 90 days without use, each of which starts them anew', async () => {
    await world.allow()
    await world.clock.advance(FORGOTTEN_AFTER_MS - 60_000)
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
    await world.clock.advance(FORGOTTEN_AFTER_MS - 60_000)
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
    await world.clock.advance(FORGOTTEN_AFTER_MS + 1)
    world.call(askFor('Kometa'))
    expect(await world.answer('not-now')).toMatchObject({ others: [] })
  })

  it('has its last use written down once a minute, and at once where it is another that uses it', async () => {
    await world.allow()
    const path = kometa.program!.path
    const used = () => {
      const [key] = world.view().list
      return [key!.lent!.program, key!.programs.find(program => program.path === path)!.usedAt]
    }
    const first = used()
    for (let times = 0; times < 5; times++) await world.ask(askFor('Kometa'))
    expect(used()).toEqual(first)
    await world.clock.advance(WRITTEN_EVERY_MS)
    await world.ask(askFor('Kometa'))
    expect(used()[1]).toBeGreaterThan(Number(first[1]) + WRITTEN_EVERY_MS)
    world.setAsker(other)
    world.call(askFor('Kometa'))
    await world.answer('allow')
    expect(used()[0]).toBe('/tmp/kometa.py')
    // Allowed anew, it has not used it yet.
    const [key] = world.view().list
    world.keys().disallow(key!.id, '/tmp/kometa.py')
    world.call(askFor('Kometa'))
    await world.answer('allow')
    expect(world.view().list[0]!.programs.map(({ usedAt }) => usedAt === null)).toEqual([false, false])
  })

  it('asks again where that was taken back', async () => {
    await world.allow()
    const [key] = world.view().list
    world.keys().disallow(key!.id, '/opt/kometa/kometa.py')
    world.call(askFor('Kometa'))
    expect(await world.answer('not-now')).toMatchObject({ isNew: false })
  })

  it.each([
    ['a shell', shell],
    ['nobody that is seen', unknownAsker],
  ])('is asked about each time where it is %s', async (_what, asker) => {
    world.setAsker(asker)
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    const asking = world.access().asking()!
    expect(asking).toMatchObject({ unlasting: asker.unlasting, program: asker.program })
    world.access().answer(asking.id, 'allow')
    await world.pass(1_000)
    expect(calling.ending()).toBeUndefined()
    await world.answer('once')
    expect(calling.ending()).toMatchObject({ end: 'done', data: { name: 'Kometa (once)' } })
  })

  it('is one of fifty that may have a key at most: who used it longest ago goes', async () => {
    await world.allow()
    const { id } = world.view().list[0]!
    for (let number = 0; number < MOST_PROGRAMS; number++) {
      await world.clock.advance(1_000)
      world.keys().programs.allow(id, `/opt/program-${number}`)
    }
    const paths = world.view().list[0]!.programs.map(({ path }) => path)
    expect([paths.length, paths.includes('/opt/kometa/kometa.py'), paths.includes('/opt/program-0')]).toEqual(
      [50, false, true],
    )
  })

  it.each(['key', 'add-key'] as const)(
    'is told that its key was revoked while it was asked about: %s',
    async ask => {
      await world.allow()
      world.setAsker(other)
      const calling = world.call(
        ask === 'key' ? askFor('Kometa') : addFor('Kometa', { program: other.program!.path }),
      )
      await world.pass(100)
      const { id } = world.access().asking()!
      expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toMatchObject({ end: 'done' })
      world.access().answer(id, 'allow')
      await world.pass(5_000)
      expect([calling.ending(), world.names()]).toMatchObject([refusal('no-key', { detail: 'Kometa' }), []])
    },
  )

  it('takes its question back as it goes', async () => {
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    expect(world.access().asking()).not.toBeNull()
    calling.hangUp()
    await world.pass(100)
    expect(world.access().asking()).toBeNull()
  })

  it('has the making of a key given up as it goes, but not where another waits too', async () => {
    const [first, second] = [world.call(askFor('Kometa')), world.call(askFor('Kometa'))]
    await world.pass(100)
    world.access().answer(world.access().asking()!.id, 'allow')
    await world.pass(50)
    first.hangUp()
    await world.pass(5_000)
    expect(second.ending()).toMatchObject({ end: 'done' })
    const third = world.call(askFor('Tautulli'))
    await world.pass(100)
    world.access().answer(world.access().asking()!.id, 'allow')
    await world.pass(50)
    third.hangUp()
    await world.pass(60_000)
    expect([world.names(), world.liveTokens().length]).toEqual([['Kometa alive'], 2])
  })

  it.each([
    ['it does not wait', { waits: false }],
    ['nobody sees a window, and it has no terminal', { remote: true }],
  ])('is told what to run beforehand where %s', async (_what, over) => {
    expect(await world.ask(askFor("Ada's", over))).toMatchObject(
      refusal('nobody-to-ask', {
        exit: 'not-allowed',
        detail: String.raw`latchkey keys add 'Ada'\''s' --program /opt/kometa/kometa.py`,
      }),
    )
    expect(world.access().asking()).toBeNull()
  })

  it('is refused where nobody is signed in, unless its key is there', async () => {
    await world.allow()
    await world.ask({ ask: 'sign-out', keys: false })
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
    expect(await world.ask(askFor('Tautulli'))).toMatchObject(refusal('signed-out', { exit: 'signed-out' }))
  })

  it.each([
    ['dead', 'failed', (): void => world.endFromOutside(device => device !== '')],
    [
      'missing',
      'failed',
      (): void => {
        world.items.delete([...world.items.keys()].find(name => name.startsWith('key:'))!)
      },
    ],
    ['keychain-locked', 'keychain', (): void => world.setLocked(true)],
  ] as const)('is told that its key is %s', async (reason, exit, before) => {
    await world.allow()
    before()
    await world.clock.advance(27 * 3_600_000)
    expect(await world.ask(askFor('Kometa'))).toMatchObject(refusal(reason, { exit }))
    expect(world.prompts).toEqual([])
  })

  it('gets nothing of another server than the one that its key is for', async () => {
    const calling = world.call(askFor('Kometa', { server: '9a1f0c' }))
    await world.answer('allow')
    expect(calling.ending()).toMatchObject({ end: 'done' })
    const shared = { id: '5ha3ed', name: 'Cellar', owned: false }
    world.keyRecords.set(world.keyRecords.get().map(record => ({ ...record, server: shared })))
    expect(await world.ask(askFor('Kometa', { server: '9a1f0c' }))).toMatchObject(
      refusal('other-server', { detail: 'Kometa' }),
    )
  })

  /** The server is somebody else's, as plex.tv tells whoever signs in from now on. */
  async function shareServer() {
    world.setShared(true)
    await world.ask({ ask: 'sign-out', keys: false })
    await world.signInAs('Ada')
  }

  it('is asked about for all that its key opens, where it names a shared server and would be allowed more', async () => {
    await world.allow()
    await shareServer()
    world.setAsker(other)
    const calling = world.call(askFor('Kometa', { server: '9a1f0c' }))
    expect(await world.answer('allow')).toMatchObject({ isNew: false, server: null })
    await world.pass(1_000)
    expect(calling.ending()).toMatchObject({ data: { server: { name: 'Server of Ada' } } })
  })

  it('gets no key of another server, which is just being made under that name', async () => {
    await shareServer()
    world.setAsker(other)
    const wide = world.call(askFor('Kometa'))
    await world.pass(100)
    world.setAsker(kometa)
    const narrow = world.call(askFor('Kometa', { server: '9a1f0c' }))
    await world.pass(100)
    for (let question = 0; question < 2; question++)
      world.access().answer(world.access().asking()!.id, 'allow')
    await world.pass(30_000)
    expect([wide.ending(), narrow.ending()]).toMatchObject([{ end: 'done' }, refusal('busy')])
    expect(world.view().list).toMatchObject([{ programs: [{ path: '/tmp/kometa.py' }] }])
  })

  it('gets the addresses of the server that it names, by name or id', async () => {
    for (const server of ['9a1f0c', 'server of ADA']) {
      const calling = world.call(askFor('Kometa', { server }))
      await world.pass(100)
      if (world.access().asking() !== null) await world.answer('allow')
      await world.pass(1_000)
      expect(calling.ending()).toMatchObject({
        data: {
          server: {
            name: 'Server of Ada',
            addresses: [{ url: 'http://192.168.1.20:32400', reach: 'home', answers: null }, {}],
          },
        },
      })
    }
    expect(await world.ask(askFor('Kometa', { server: 'Cellar' }))).toMatchObject(
      refusal('no-server', { detail: 'Cellar' }),
    )
  })

  it('has its name cut to what a desktop can show', async () => {
    expect(await world.ask(askFor('\u0007\u202e'))).toMatchObject(refusal('malformed'))
    world.call(askFor('Ko\u0007meta\uffff'))
    expect(await world.answer('not-now')).toMatchObject({ name: 'Ko meta' })
  })
})

describe('a key, while it is found out who asks for it', () => {
  /** Programs wait here until it is said who they are. */
  let tell: ((asker: Asker) => void) | undefined
  const whoAsks = () => new Promise<Asker>(resolve => (tell = resolve))
  let reads: () => number
  beforeEach(async () => {
    world.end()
    world = createAccessWorld({ who: { whoAsks, lives: async () => true, programAt: async path => path } })
    await world.clock.advance(500)
    await world.signInAs('Ada')
    world.call(askFor('Kometa'))
    await world.pass(100)
    tell?.(kometa)
    await world.answer('allow')
    const { mock } = vi.spyOn(world.items, 'get')
    reads = () => mock.calls.filter(([account]) => account.startsWith('key:')).length
  })

  it('is read once, for a program that has been allowed it', async () => {
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    expect([reads(), calling.ending()]).toEqual([1, undefined])
    tell?.(kometa)
    await world.pass(100)
    expect([reads(), calling.ending()]).toMatchObject([
      1,
      { end: 'done', data: { key: world.keyTokens()[0] } },
    ])
  })

  it('stays where it is, for another program, and is read anew once that has been allowed it', async () => {
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    tell?.(other)
    await world.pass(100)
    expect([reads(), calling.ending()]).toEqual([1, undefined])
    await world.answer('allow')
    expect([reads(), calling.ending()]).toMatchObject([2, { end: 'done' }])
  })

  it('is not handed out to a program that the person stops meanwhile, without another question', async () => {
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    world.keys().disallow(world.view().list[0]!.id, '/opt/kometa/kometa.py')
    tell?.(kometa)
    await world.pass(100)
    expect(calling.ending()).toBeUndefined()
    expect(await world.answer('not-now')).toMatchObject({ name: 'Kometa' })
  })

  it('is not read where no program has been allowed it', async () => {
    const [key] = world.view().list
    world.keys().disallow(key!.id, '/opt/kometa/kometa.py')
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    expect([reads(), calling.ending()]).toEqual([0, undefined])
  })

  it('is handed out where the keychain opens meanwhile, though it was shut at first', async () => {
    world.setLocked(true)
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    world.setLocked(false)
    tell?.(kometa)
    await world.pass(100)
    expect(calling.ending()).toMatchObject({ end: 'done', data: { key: world.keyTokens()[0] } })
  })
})
