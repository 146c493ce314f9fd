import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccessWorld } from './access-world.fake.ts'
import { askFor, kometa } from './callers.fake.ts'

let world: ReturnType<typeof createAccessWorld>
beforeEach(async () => {
  world = createAccessWorld()
  await world.clock.advance(500)
})
afterEach(() => world.end())

const answerWith = async (choice: 'once' | 'allow' | 'not-now') => {
  await world.pass(100)
  const asking = world.access().asking()!
  world.access().answer(asking.id, choice)
  return asking
}

describe('a command', () => {
  it('is told that nobody is signed in, with what is known all the same', async () => {
    expect(await world.ask({ ask: 'status' })).toMatchObject({
      end: 'refused',
      exit: 'signed-out',
      reason: 'signed-out',
      data: { state: 'signed-out', keys: 0, version: '1.2.3' },
    })
  })

  it('is told who is signed in', async () => {
    await world.signInAs('Ada')
    expect(await world.ask({ ask: 'status' })).toMatchObject({
      end: 'done',
      data: { state: 'signed-in', account: { name: 'Ada' }, kept: 'keychain', problem: null },
    })
  })

  it('gets the servers with their addresses, best first', async () => {
    await world.signInAs('Ada')
    expect(await world.ask({ ask: 'servers', probe: false })).toMatchObject({
      end: 'done',
      data: {
        servers: [
          {
            name: 'Server of Ada',
            addresses: [{ url: 'http://192.168.1.20:32400', reach: 'home', answers: null }, {}],
          },
        ],
      },
    })
  })
})

describe('a program that asks for a key', () => {
  beforeEach(async () => void (await world.signInAs('Ada')))

  it('gets one once the person has allowed it, and from then on without a question, also after a restart', async () => {
    const calling = world.call(askFor('Kometa'))
    const asking = await answerWith('allow')
    expect(asking).toMatchObject({ name: 'Kometa', isNew: true, others: [], ...kometa })
    await world.pass(5_000)
    const [key] = world.keyTokens()
    expect(calling.ending()).toMatchObject({
      end: 'done',
      data: { name: 'Kometa', key, deviceName: 'Kometa (DESK-01)', product: 'Kometa', server: null },
    })
    expect(await world.ask(askFor('kometa'))).toMatchObject({ end: 'done', data: { key } })
    await world.restart()
    expect(await world.ask(askFor('Kometa'))).toMatchObject({ end: 'done', data: { key } })
    expect(world.view().list[0]).toMatchObject({
      lent: { how: 'program', program: '/opt/kometa/kometa.py' },
      programs: [{ path: '/opt/kometa/kometa.py' }],
    })
  })
})
