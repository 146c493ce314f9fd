import { serverKeyFor } from '../sign-in/world-plex.fake.ts'
import { markOf } from '../vault/mark.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccessWorld } from './access-world.fake.ts'
import { addFor, askFor, kometa, other, refusal } from './callers.fake.ts'
import { done } from './ending.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
})
afterEach(() => world.end())

describe('what is answered elsewhere', () => {
  it.each([
    ['doctor', { ask: 'doctor' }],
    ['probe', { ask: 'servers', probe: true }],
    ['write', addFor('Kometa', { write: '/home/ada/config.ini', remote: true, terminal: true })],
  ] as const)('is refused where nothing does it: %s', async (what, ask) => {
    await world.signInAs('Ada')
    const calling = world.call(ask)
    await world.pass(3_000)
    if (what === 'write') world.approve(world.livePins().at(-1)!, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toMatchObject(refusal('failed', { exit: 'failed' }))
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
          world.held.add(path)
          return path.startsWith('/home') ? { path } : { refused: 'not-ours' }
        },
      },
    })
    await world.clock.advance(500)
    await world.signInAs('Ada')
    const refused = world.call(addFor('Kometa', { write: '/home/ada/config.ini' }))
    await world.answer('not-now')
    expect([refused.ending(), written]).toMatchObject([refusal('not-now', { exit: 'not-allowed' }), []])
    const calling = world.call(addFor('Kometa', { write: '/home/ada/config.ini' }))
    const asked = { ...kometa, unlasting: 'file', momentary: true, file: '/home/ada/config.ini' }
    expect(await world.answer('once')).toMatchObject(asked)
    expect([calling.ending(), written]).toEqual([
      done({ name: 'Kometa', program: null, file: '/home/ada/config.ini' }),
      [['Kometa', world.keyTokens()[0], '/home/ada/config.ini']],
    ])
    const elsewhere = world.call(addFor('Kometa', { write: '/etc/config.ini' }))
    await world.answer('once')
    expect(elsewhere.ending()).toMatchObject(refusal('file', { exit: 'failed', detail: '/etc/config.ini' }))
    world.call(addFor('Kometa', { write: '/home/ada/other.ini' }))
    await world.answer('once')
    expect(world.view().list[0]).toMatchObject({
      files: ['/home/ada/other.ini', '/home/ada/config.ini'],
      programs: [],
    })
    // The person has put another key into it since.
    world.held.delete('/home/ada/other.ini')
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toEqual(
      done({ revoked: 'done', files: ['/home/ada/config.ini'], remains: null }),
    )
  })

  it('asks before it writes a key for a program that may have it already, and says what came of it', async () => {
    const written: string[] = []
    world.end()
    world = createAccessWorld({
      more: {
        doctor: null,
        probe: null,
        write: async (_key, path) => {
          written.push(path)
          return { path }
        },
      },
    })
    await world.clock.advance(500)
    await world.signInAs('Ada')
    await world.allow()
    const wanted = { program: kometa.program!.path, write: '/tmp/taken.yml' }
    const refused = world.call(addFor('Kometa', wanted))
    await world.answer('not-now')
    expect([refused.ending(), written]).toMatchObject([refusal('not-now'), []])
    world.setAsker(other)
    const once = world.call(addFor('Tautulli', wanted))
    await world.answer('once')
    expect([once.ending(), written]).toEqual([
      done({ name: 'Tautulli', program: null, file: '/tmp/taken.yml' }),
      ['/tmp/taken.yml'],
    ])
    expect(world.view().list.find(({ name }) => name === 'Tautulli')?.programs).toEqual([])
  })

  it('remembers what it wrote by a mark, also the own key of a shared server, which is kept nowhere', async () => {
    const written: string[] = []
    world.end()
    world = createAccessWorld({
      more: { doctor: null, probe: null, write: async ({ key }, path) => (written.push(key), { path }) },
    })
    world.setShared(true)
    await world.clock.advance(500)
    await world.signInAs('Ada')
    world.call(addFor('Kometa', { server: '9a1f0c', preset: 'kometa', write: '/home/ada/config.yml' }))
    await world.answer('once')
    const text = JSON.stringify(world.keyRecords.get())
    expect(written).toEqual([serverKeyFor('Ada')])
    expect(world.keyRecords.get()[0]).toMatchObject({
      files: ['/home/ada/config.yml'],
      fileMarks: [markOf(serverKeyFor('Ada'))],
    })
    expect(text).not.toContain(serverKeyFor('Ada'))
    expect(await world.ask({ ask: 'revoke-key', name: 'Kometa' })).toMatchObject({
      data: { revoked: 'done', remains: 'Server of Ada' },
    })
  })

  it.each([
    ['ok', { end: 'done' }],
    ['warning', { end: 'done' }],
    ['failed', refusal('failed', { exit: 'failed' })],
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
    await world.answer('once')
    const asking = world.call(askFor('Tautulli'))
    await world.pass(1_000)
    world.access().dispose()
    await world.pass(100)
    expect([running.ending()?.end, running.isOver()]).toEqual(['done', true])
    expect(asking.ending()).toMatchObject(refusal('failed', { exit: 'failed' }))
    expect(world.liveTokens().length).toBe(2)
  })
})
