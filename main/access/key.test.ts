import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FORGOTTEN_AFTER_MS, ONCE_FOR_MS } from '../keys/programs.ts'
import { MOST_PROGRAMS } from '../../common/key-limits.ts'
import { askFor, createAccessWorld, kometa } from './access-world.fake.ts'
import { type Asker, unknownAsker } from './asker.ts'
import { ANSWER_WITHIN_MS } from './consent.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
  await world.signInAs('Ada')
})
afterEach(() => world.end())

const other: Asker = { ...kometa, program: { path: '/tmp/kometa.py', command: 'python3 kometa.py' } }
const shell: Asker = {
  program: { path: '/usr/bin/bash', command: 'bash' },
  chain: ['konsole'],
  lasting: false,
}
const ran = { program: { path: '/opt/kometa/kometa.py', command: ['kometa.py'] } }

async function answer(choice: 'once' | 'allow' | 'not-now') {
  await world.pass(100)
  const asking = world.access().asking()
  world.access().answer(asking!.id, choice)
  await world.pass(5_000)
  return asking!
}

/** A key that Kometa may have. */
async function allowed(name = 'Kometa') {
  const calling = world.call(askFor(name))
  await answer('allow')
  return calling.ending()!
}

const refusal = (reason: string, over = {}) => ({ end: 'refused', reason, ...over })
const own = () => world.liveTokens().filter(token => !world.keyTokens().includes(token))

describe('a program that asks for a key', () => {
  it.each([
    ['not-now', 'not-now'],
    ['nothing', 'unanswered'],
  ] as const)('gets none, and none is made, where the person says %s', async (said, reason) => {
    const calling = world.call(askFor('Kometa'))
    if (said === 'not-now') await answer('not-now')
    else await world.pass(ANSWER_WITHIN_MS + 1_000)
    expect(calling.ending()).toMatchObject(refusal(reason, { exit: 'not-allowed' }))
    expect([world.names(), world.liveTokens().length, world.access().asking()]).toEqual([[], 1, null])
  })

  it('asks once for all that ask at the same time, and one key is made', async () => {
    const callers = Array.from({ length: 50 }, () => world.call(askFor('Kometa')))
    await answer('allow')
    while (callers.some(each => each.ending() === undefined)) await world.pass(100)
    const keys = callers.map(each => each.ending())
    expect(new Set(keys.map(each => JSON.stringify(each))).size).toBe(1)
    expect(keys[0]).toMatchObject({ end: 'done', data: { key: world.keyTokens()[0] } })
    expect([world.names(), world.access().asking()]).toEqual([['Kometa alive'], null])
  })

  it('asks again from another path, and the person is shown both', async () => {
    await allowed()
    world.setAsker(other)
    world.call(askFor('Kometa'))
    expect(await answer('allow')).toMatchObject({ isNew: false, others: ['/opt/kometa/kometa.py'], ...other })
    expect(world.view().list[0]!.programs.map(({ path }) => path)).toEqual([
      '/tmp/kometa.py',
      '/opt/kometa/kometa.py',
    ])
    world.setAsker(kometa)
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
  })

  it('asks again after 90 days without use, each of which starts them anew', async () => {
    await allowed()
    await world.clock.advance(FORGOTTEN_AFTER_MS - 60_000)
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
    await world.clock.advance(FORGOTTEN_AFTER_MS - 60_000)
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done' })
    await world.clock.advance(FORGOTTEN_AFTER_MS + 1)
    world.call(askFor('Kometa'))
    expect(await answer('not-now')).toMatchObject({ others: [] })
  })

  it('asks again where that was taken back', async () => {
    await allowed()
    const [key] = world.view().list
    world.keys().disallow(key!.id, '/opt/kometa/kometa.py')
    world.call(askFor('Kometa'))
    expect(await answer('not-now')).toMatchObject({ isNew: false })
  })

  it.each([
    ['a shell', shell],
    ['nobody that is seen', unknownAsker],
  ])('is asked about each time where it is %s', async (_what, asker) => {
    world.setAsker(asker)
    const calling = world.call(askFor('Kometa'))
    await world.pass(100)
    const asking = world.access().asking()!
    expect(asking).toMatchObject({ lasting: false, program: asker.program })
    world.access().answer(asking.id, 'allow')
    await world.pass(1_000)
    expect(calling.ending()).toBeUndefined()
    await answer('once')
    expect(calling.ending()).toMatchObject({ end: 'done', data: { name: 'Kometa (once)' } })
  })

  it('is one of fifty that may have a key at most: who used it longest ago goes', async () => {
    await allowed()
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
    await allowed()
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
    await allowed()
    before()
    await world.clock.advance(27 * 3_600_000)
    expect(await world.ask(askFor('Kometa'))).toMatchObject(refusal(reason, { exit }))
    expect(world.prompts).toEqual([])
  })

  it('gets the addresses of the server that it names, by name or id', async () => {
    for (const server of ['9a1f0c', 'server of ADA']) {
      const calling = world.call(askFor('Kometa', { server }))
      await world.pass(100)
      if (world.access().asking() !== null) await answer('allow')
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
    expect(await answer('not-now')).toMatchObject({ name: 'Ko meta' })
  })
})

describe('a key for one use', () => {
  it.each(['run', 'token'] as const)(
    'ends with the command, or after an hour where nobody sees that end: %s',
    async how => {
      const [session] = own()
      const calling = world.call(askFor('Kometa', how === 'run' ? ran : {}))
      await answer('once')
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
    await answer('once')
    world.setRunning(isRunning)
    await world.clock.advance(30_000)
    expect(world.liveTokens().length).toBe(left)
    await world.clock.advance(ONCE_FOR_MS)
    expect([world.liveTokens().length, world.access().isDone()]).toEqual([1, true])
  })

  it('is nobody else’s: who asks by its name meanwhile is asked about', async () => {
    world.call(askFor('Kometa', ran))
    await answer('once')
    const next = world.call(askFor('Kometa'))
    await world.pass(1_000)
    expect([next.ending(), world.access().asking()]).toMatchObject([undefined, { isNew: true }])
    const same = world.call(askFor('Kometa (once)'))
    await answer('not-now')
    await answer('not-now')
    expect(same.ending()).toMatchObject(refusal('not-now'))
  })

  it('is the key itself where there is one, which stays', async () => {
    await allowed()
    world.setAsker(other)
    const calling = world.call(askFor('Kometa', ran))
    await answer('once')
    expect(calling.ending()).toMatchObject({ data: { name: 'Kometa', key: world.keyTokens()[0] } })
    calling.hangUp()
    await world.pass(60_000)
    expect(world.view().list).toMatchObject([
      { name: 'Kometa', programs: [{ path: '/opt/kometa/kometa.py' }] },
    ])
    world.call(askFor('Kometa'))
    await answer('not-now')
  })

  it('is one of its own where `run --once` wants that, without a question where the program is allowed', async () => {
    await allowed()
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

  it('is owed while Plex cannot be reached', async () => {
    const calling = world.call(askFor('Kometa', ran))
    await answer('once')
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
    await answer('once')
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

describe('a program in a terminal whose windows nobody sees', () => {
  const away = { terminal: true, remote: true }

  /** The code that it was told, as a PIN at plex.tv. */
  async function told(calling: ReturnType<typeof world.call>) {
    await world.pass(2_000)
    const said = calling.lines.find(line => (line as { progress?: string }).progress === 'code') as {
      code: string
      link: string
    }
    expect(said.link).toBe(`https://plex.tv/link/?pin=${said.code}`)
    return world.livePins().find(({ code }) => code === said.code)!
  }

  it('is allowed by whoever approves its code, from then on', async () => {
    const calling = world.call(askFor('Kometa', away))
    const pin = await told(calling)
    // Latchkey itself never does, nor does it show that code in its window.
    await world.pass(5_000)
    expect([calling.ending(), world.view().making, world.keys().code(), world.access().asking()]).toEqual([
      undefined,
      null,
      undefined,
      null,
    ])
    world.approve(pin, 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toMatchObject({
      end: 'done',
      data: { name: 'Kometa', key: world.keyTokens()[0] },
    })
    expect(await world.ask(askFor('Kometa', away))).toMatchObject({ end: 'done' })
  })

  it.each([
    ['a locked screen, or none', { terminal: true }],
    ['a screen far away', away],
  ])('is asked by a code on %s', async (_what, over) => {
    world.setSeen(false)
    const pin = await told(world.call(askFor('Kometa', over)))
    expect(pin).toBeDefined()
  })

  it('gets the key that is there by a code that does nothing else', async () => {
    await allowed()
    world.setAsker(other)
    const calling = world.call(askFor('Kometa', away))
    world.approve(await told(calling), 'Ada')
    await world.pass(10_000)
    expect(calling.ending()).toMatchObject({
      end: 'done',
      data: { name: 'Kometa', key: world.keyTokens()[0] },
    })
    await world.pass(10_000)
    expect([world.names(), world.liveTokens().length]).toEqual([['Kometa alive'], 2])
    expect(world.view().list[0]!.programs.map(({ path }) => path)).toContain('/tmp/kometa.py')
  })

  it('gets nothing where another account approved it', async () => {
    const calling = world.call(askFor('Kometa', away))
    world.approve(await told(calling), 'Bob')
    await world.pass(20_000)
    expect(calling.ending()).toMatchObject(refusal('other-account'))
    expect([world.names(), world.keys().question(), world.liveTokens().length]).toEqual([[], null, 1])
  })

  it('leaves no code behind that anybody could approve later', async () => {
    const calling = world.call(askFor('Kometa', away))
    const pin = await told(calling)
    calling.hangUp()
    await world.pass(1_000)
    world.approve(pin, 'Ada')
    await world.pass(60_000)
    expect([world.names(), world.liveTokens().length]).toEqual([[], 1])
  })

  it('does not keep the person from making a key in the window', async () => {
    await told(world.call(askFor('Kometa', away)))
    world.create('Tautulli')
    await world.pass(5_000)
    expect(world.names()).toEqual(['Tautulli alive'])
  })
})
