import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ONCE_FOR_MS } from '../keys/programs.ts'
import { createAccessWorld } from './access-world.fake.ts'
import { askFor, kometa, other, ran, refusal } from './callers.fake.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
  await world.signInAs('Ada')
})
afterEach(() => world.end())

const own = () => world.liveTokens().filter(token => !world.keyTokens().includes(token))

describe('a key for one use', () => {
  it.each(['run', 'token'] as const)(
    'ends with the command, or after an hour where nobody sees that end: %s',
    async how => {
      const [session] = own()
      const calling = world.call(askFor('Kometa', how === 'run' ? ran : {}))
      await world.answer('once')
      expect(calling.ending()).toMatchObject({ end: 'done', data: { name: 'Kometa (once)' } })
      expect([world.liveTokens().length, world.access().isDone()]).toEqual([2, how === 'run'])
      await world.clock.advance(ONCE_FOR_MS - 10_000)
      expect(world.liveTokens().length).toBe(2)
      if (how === 'run') calling.hangUp()
      else await world.clock.advance(10_000)
      await world.pass(5_000)
      expect([world.liveTokens(), world.names(), world.access().isDone()]).toEqual([[session], [], true])
    },
  )

  it.each([
    ['goes', false, 1],
    ['stays', true, 2],
  ])('of a command in a script lasts as long as the script: it %s', async (_what, isRunning, left) => {
    world.setAsker({ ...kometa, process: { id: 7, started: '1' } })
    world.call(askFor('Kometa'))
    await world.answer('once')
    world.setRunning(isRunning)
    await world.clock.advance(30_000)
    expect(world.liveTokens().length).toBe(left)
    await world.clock.advance(ONCE_FOR_MS)
    expect([world.liveTokens().length, world.access().isDone()]).toEqual([1, true])
  })

  it('is nobody else’s: who asks by its name meanwhile is asked about', async () => {
    world.call(askFor('Kometa', ran))
    await world.answer('once')
    const next = world.call(askFor('Kometa'))
    await world.pass(1_000)
    expect([next.ending(), world.access().asking()]).toMatchObject([undefined, { isNew: true }])
    const same = world.call(askFor('Kometa (once)'))
    await world.answer('not-now')
    await world.answer('not-now')
    expect(same.ending()).toMatchObject(refusal('not-now'))
  })

  it('does not take with it what was allowed as it was asked for', async () => {
    await world.allow()
    world.setAsker(other)
    const calling = world.call(askFor('Kometa', { ...ran, once: true }))
    expect(await world.answer('allow')).toMatchObject({ unlasting: null })
    expect(calling.ending()).toMatchObject({ data: { name: 'Kometa (once)' } })
    calling.hangUp()
    await world.pass(60_000)
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done', data: { name: 'Kometa' } })
    expect(world.names()).toEqual(['Kometa alive'])
  })

  it('is asked about as what it is, also where another waits for the key that it stands for', async () => {
    await world.allow()
    world.setAsker(other)
    const lasting = world.call(askFor('Kometa', ran))
    const passing = world.call(askFor('Kometa', { ...ran, once: true }))
    await world.pass(1_000)
    expect(world.access().asking()).toMatchObject({ isNew: false })
    await world.answer('once')
    expect(lasting.ending()).toMatchObject({ data: { name: 'Kometa' } })
    expect([passing.ending(), world.access().asking()]).toMatchObject([undefined, { isNew: true }])
    await world.answer('once')
    expect(passing.ending()).toMatchObject({ data: { name: 'Kometa (once)' } })
  })

  it('has no use for who has gone before it came', async () => {
    const calling = world.call(askFor('Kometa', { server: '9a1f0c' }))
    await world.pass(100)
    world.access().answer(world.access().asking()!.id, 'once')
    for (let step = 0; step < 1_000 && world.keyTokens().length === 0; step++) await world.pass(10)
    expect(world.keyTokens().length).toBe(1)
    calling.hangUp()
    await world.pass(20_000)
    expect([calling.ending(), world.liveTokens().length, world.access().isDone()]).toEqual([
      undefined,
      1,
      true,
    ])
  })

  it('is the key itself where there is one, which stays', async () => {
    await world.allow()
    world.setAsker(other)
    const calling = world.call(askFor('Kometa', ran))
    await world.answer('once')
    expect(calling.ending()).toMatchObject({ data: { name: 'Kometa', key: world.keyTokens()[0] } })
    calling.hangUp()
    await world.pass(60_000)
    expect(world.view().list).toMatchObject([
      { name: 'Kometa', programs: [{ path: '/opt/kometa/kometa.py' }] },
    ])
    world.call(askFor('Kometa'))
    await world.answer('not-now')
  })

  it('is one of its own where `run --once` wants that, without a question where the program is allowed', async () => {
    await world.allow()
    const [first, second] = [
      world.call(askFor('Kometa', { ...ran, once: true })),
      world.call(askFor('Kometa', { ...ran, once: true })),
    ]
    await world.pass(10_000)
    const names = [first, second].map(
      each => (each.ending() as unknown as { data: { name: string } }).data.name,
    )
    expect(names.toSorted()).toEqual(['Kometa (once 2)', 'Kometa (once)'])
    expect(world.liveTokens().length).toBe(4)
    first.hangUp()
    second.hangUp()
    await world.pass(10_000)
    expect([world.names(), world.liveTokens().length]).toEqual([['Kometa alive'], 2])
  })

  it.each([
    ['that it names', { server: '9a1f0c' }],
    ['that its key is for', { server: null }],
  ])(
    'cannot be that of a shared server, which nobody could end with the command: %s',
    async (_what, over) => {
      world.setShared(true)
      await world.ask({ ask: 'sign-out', keys: false })
      await world.signInAs('Ada')
      if (over.server === null) {
        world.call(askFor('Kometa', { server: '9a1f0c' }))
        await world.answer('allow')
      }
      const tokens = world.liveTokens()
      expect(await world.ask(askFor('Kometa', { ...ran, ...over, once: true }))).toMatchObject(
        refusal('shared-server', { exit: 'usage', detail: 'Server of Ada' }),
      )
      expect([world.access().asking(), world.liveTokens()]).toEqual([null, tokens])
    },
  )

  it('opens no more than the key that it stands for', async () => {
    world.call(askFor('Kometa', { server: '9a1f0c' }))
    await world.answer('allow')
    const ended = await world.ask(askFor('Kometa', { ...ran, once: true }))
    expect(ended).toMatchObject({
      data: { name: 'Kometa (once)', server: { name: 'Server of Ada' } },
    })
    const other = { id: '5ha3ed', name: 'Cellar', owned: false }
    world.keyRecords.set(world.keyRecords.get().map(record => ({ ...record, server: other })))
    expect(await world.ask(askFor('Kometa', { ...ran, server: '9a1f0c', once: true }))).toMatchObject(
      refusal('other-server'),
    )
  })

  it('is owed while Plex cannot be reached', async () => {
    const calling = world.call(askFor('Kometa', ran))
    await world.answer('once')
    world.setDown(true)
    calling.hangUp()
    await world.pass(10_000)
    expect([world.names(), world.liveTokens().length]).toEqual([[], 2])
    world.setDown(false)
    await world.clock.advance(600_000)
    expect(world.liveTokens().length).toBe(1)
  })

  it.each(['crash', 'quit'] as const)('ends at the next start after a %s', async how => {
    world.call(askFor('Kometa', ran))
    await world.answer('once')
    expect(world.liveTokens().length).toBe(2)
    if (how === 'quit') await world.restart()
    else world.crash()
    await world.clock.advance(120_000)
    expect([world.names(), world.liveTokens().length, world.keyTokens()]).toEqual([[], 1, []])
  })

  it.each([0, 50, 100, 200, 300, 500, 1_000, 2_000])(
    'ends also where its command goes, or the app, after %i ms',
    async after => {
      for (const how of ['hang up', 'crash'] as const) {
        const calling = world.call(askFor('Kometa', { ...ran, once: true }))
        await world.pass(100)
        world.access().answer(world.access().asking()!.id, 'once')
        await world.pass(after)
        if (how === 'crash') world.crash()
        else calling.hangUp()
        await world.clock.advance(180_000)
        await world.pass(10_000)
        expect([world.names(), world.liveTokens().length, world.keyTokens()]).toEqual([[], 1, []])
        if (how === 'crash') return
      }
    },
  )
})
